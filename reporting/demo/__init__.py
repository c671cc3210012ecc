"""What the demonstration data are made of: invented names and figures. Pure Python, no Django."""
