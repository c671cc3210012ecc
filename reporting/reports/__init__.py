"""Output: one `build()` per form, drawn as a page and as PDF from the same rows."""
