"""From a file of unknown make to records with mapped columns: encoding, delimiter, header, mapping, rejects."""
