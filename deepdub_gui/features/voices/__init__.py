"""Generated voices: their menu, their statuses in the table, and the export of the dub."""
