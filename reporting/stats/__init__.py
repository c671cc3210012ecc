"""How much: one aggregate per question, read by screens, documents and checks alike."""
