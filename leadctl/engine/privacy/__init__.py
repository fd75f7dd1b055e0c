"""A person's data: found, handed out, erased; and copies of the file that speak of nobody."""
