"""Territory tables: which row of a table a lead falls into, bringing tables in, and what is wrong with one."""
