"""A person's last word: a plan written for reading and editing, and the edited plan carried out."""
