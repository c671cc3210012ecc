"""HTTP: get the object through the user, fill the form, call the action, redirect; otherwise render."""
