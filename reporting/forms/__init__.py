"""Input: one module per noun, turning what was posted into what an action takes."""
