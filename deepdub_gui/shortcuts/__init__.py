"""Keys of the window's actions: found in its menus, changed in a dialog, kept in the settings, told in tooltips."""
