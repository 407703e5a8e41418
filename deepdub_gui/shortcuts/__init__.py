"""Keyboard shortcuts: collected from the menus, edited in a dialog, stored in the settings, shown in tooltips."""
