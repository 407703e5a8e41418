"""The Qt style sheet; `theme` fills in colours, sizes and the paths of the images in controls.

Focus is a 2 px outline; the padding shrinks by the growth of the outline, so that nothing moves.
"""

SHEET_COLOURS = (
    "window",
    "panel",
    "raised",
    "border",
    "edge",
    "text",
    "text_dim",
    "disabled",
    "accent",
    "accent_text",
    "selection",
    "selection_text",
    "focus",
    "error",
)
SHEET = """
QToolTip { background: %(raised)s; color: %(text)s; border: 1px solid %(edge)s; padding: %(unit)dpx; }
QPushButton, QToolButton {
    background: %(raised)s; color: %(text)s; border: 1px solid %(edge)s; border-radius: %(unit)dpx;
    padding: %(unit)dpx %(twice)dpx; min-height: %(control)dpx;
}
QPushButton { padding: %(unit)dpx %(thrice)dpx; }
QToolButton[autoRaise="true"] { background: transparent; border-color: transparent; }
QToolButton[popupMode="1"], QToolButton[popupMode="2"] { padding-right: 20px; }
QToolButton::menu-button { border: none; width: 18px; }
QToolButton::menu-indicator { subcontrol-origin: border; subcontrol-position: right center; right: %(unit)dpx; }
QPushButton:hover, QToolButton:hover { background: %(hover)s; border-color: %(accent)s; }
QPushButton:pressed, QToolButton:pressed { background: %(pressed)s; }
QPushButton:checked, QToolButton:checked {
    background: %(selection)s; color: %(selection_text)s; border-color: %(accent)s;
}
QPushButton:default { border-color: %(accent)s; }
QPushButton:focus, QToolButton:focus { border: 2px solid %(focus)s; }
QPushButton:focus { padding: 3px 11px; }
QToolButton:focus { padding: 3px 7px; }
QPushButton:disabled, QToolButton:disabled {
    color: %(disabled)s; background: %(window)s; border-color: %(border)s;
}
QToolButton[autoRaise="true"]:disabled { background: transparent; border-color: transparent; }
QLabel#dim { color: %(text_dim)s; }
QLabel#error { color: %(error)s; }
QFrame#notice { background: %(raised)s; border: none; border-bottom: 2px solid %(accent)s; }
QDockWidget::title { padding: 6px %(twice)dpx; background: %(window)s; }
QDockWidget { titlebar-close-icon: url("%(close)s"); titlebar-normal-icon: url("%(float)s"); }
QDockWidget::close-button, QDockWidget::float-button {
    subcontrol-origin: margin; subcontrol-position: center right; min-width: 24px; min-height: 24px;
    border-radius: %(unit)dpx;
}
QDockWidget::close-button { right: %(unit)dpx; }
QDockWidget::float-button { right: 32px; }
QDockWidget::close-button:hover, QDockWidget::float-button:hover { background: %(hover)s; }
QUndoView { border-width: 1px 0 0 1px; }
QUndoView::item { padding: 3px %(twice)dpx; }
QFrame#tour { background: %(raised)s; border: 2px solid %(accent)s; border-radius: %(twice)dpx; }
QFrame#card { background: %(panel)s; border: 1px solid %(border)s; border-radius: %(unit)dpx; }
QMenu { background: %(panel)s; border: 1px solid %(edge)s; padding: %(unit)dpx 0; }
QMenu::item { padding: %(unit)dpx 24px %(unit)dpx 12px; border: 1px solid transparent; }
QMenu::item:selected { background: %(selection)s; color: %(selection_text)s; }
QMenu::item:disabled { color: %(disabled)s; background: transparent; }
QMenu::icon { padding-left: %(twice)dpx; }
QMenu::indicator { width: 12px; height: 12px; left: 9px; border: 1px solid %(edge)s; border-radius: 3px; }
QMenu::indicator:exclusive { border-radius: 7px; }
QMenu::indicator:checked { background: %(accent)s; border-color: %(accent)s; image: url("%(check)s"); }
QMenuBar { background: %(window)s; border: none; }
QMenuBar::item { padding: %(unit)dpx %(twice)dpx; border-radius: %(unit)dpx; }
QMenuBar::item:selected { background: %(selection)s; color: %(selection_text)s; }
QLineEdit, QAbstractSpinBox, QComboBox, QPlainTextEdit, QTextEdit {
    background: %(panel)s; color: %(text)s; border: 1px solid %(edge)s; border-radius: %(unit)dpx;
    selection-background-color: %(accent)s; selection-color: %(accent_text)s;
}
QLineEdit[quiet="true"] { background: transparent; border-color: transparent; }
QLineEdit[quiet="true"]:hover { border-color: %(edge)s; }
QLineEdit[quiet="true"]:focus { background: %(panel)s; border-color: %(focus)s; }
QLineEdit { placeholder-text-color: %(text_dim)s; }
QLineEdit, QAbstractSpinBox, QComboBox { padding: 0 %(unit)dpx; min-height: 26px; }
QLineEdit:focus, QAbstractSpinBox:focus, QComboBox:focus, QPlainTextEdit:focus, QTextEdit:focus {
    border: 2px solid %(focus)s;
}
QLineEdit:focus, QAbstractSpinBox:focus, QComboBox:focus { padding: 0 3px; min-height: 24px; }
QLineEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled {
    background: %(window)s; color: %(disabled)s; border-color: %(border)s;
}
QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:focus, QComboBox QLineEdit, QComboBox QLineEdit:focus {
    background: transparent; border: none; padding: 0 %(unit)dpx; min-height: 0;
}
QAbstractSpinBox { padding: 0 18px 0 0; min-height: 24px; }
QAbstractSpinBox:focus { padding: 0 17px 0 0; min-height: 22px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {
    subcontrol-origin: border; width: 18px; border: none; background: transparent;
}
QAbstractSpinBox::up-button { subcontrol-position: top right; }
QAbstractSpinBox::down-button { subcontrol-position: bottom right; }
QAbstractSpinBox::up-button:hover, QAbstractSpinBox::down-button:hover { background: %(hover)s; }
QAbstractSpinBox::up-arrow { image: url("%(up)s"); width: 12px; height: 12px; }
QAbstractSpinBox::down-arrow { image: url("%(down)s"); width: 12px; height: 12px; }
QComboBox::drop-down { border: none; width: 20px; }
QComboBox::down-arrow, QToolButton::menu-indicator, QToolButton::menu-arrow {
    image: url("%(down)s"); width: 12px; height: 12px;
}
QComboBox QAbstractItemView { border: 1px solid %(edge)s; }
QCheckBox, QRadioButton { spacing: 6px; padding: %(half)dpx; border: 1px solid transparent; border-radius: %(unit)dpx; }
QCheckBox:focus, QRadioButton:focus { border-color: %(focus)s; }
QCheckBox:disabled, QRadioButton:disabled { color: %(disabled)s; }
QCheckBox::indicator, QRadioButton::indicator {
    width: 14px; height: 14px; border: 1px solid %(edge)s; border-radius: 3px; background: %(panel)s;
}
QRadioButton::indicator { border-radius: 8px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: %(accent)s; }
QCheckBox::indicator:checked { background: %(accent)s; border-color: %(accent)s; image: url("%(check)s"); }
QRadioButton::indicator:checked {
    border-color: %(accent)s;
    background: qradialgradient(cx: 0.5, cy: 0.5, radius: 0.5, fx: 0.5, fy: 0.5,
        stop: 0 %(accent)s, stop: 0.55 %(accent)s, stop: 0.65 %(panel)s, stop: 1 %(panel)s);
}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {
    border-color: %(border)s; background: %(window)s;
}
QSlider { min-height: 24px; }
QSlider:vertical { min-height: 0; min-width: 24px; }
QSlider::groove { background: %(edge)s; border-radius: 2px; }
QSlider::groove:horizontal { height: 4px; }
QSlider::groove:vertical { width: 4px; }
QSlider::handle { background: %(accent)s; border: 2px solid %(panel)s; border-radius: 7px; }
QSlider::handle:horizontal { width: 10px; margin: -6px 0; }
QSlider::handle:vertical { height: 10px; margin: 0 -6px; }
QSlider::handle:focus { border-color: %(text)s; }
QSlider::handle:disabled { background: %(disabled)s; }
QProgressBar {
    background: %(panel)s; color: %(text)s; border: 1px solid %(edge)s; border-radius: %(unit)dpx; text-align: center;
}
QProgressBar::chunk { background: %(filled)s; border-radius: 3px; }
QMenu::separator { height: 1px; background: %(border)s; margin: %(unit)dpx %(twice)dpx; }
QTableView, QListView, QTreeView {
    background: %(panel)s; border: 1px solid %(border)s; gridline-color: %(border)s;
    selection-background-color: %(selection)s; selection-color: %(selection_text)s;
}
QTableView:focus, QListView:focus, QTreeView:focus { border: 1px solid %(focus)s; }
QListWidget::item, QTreeWidget::item { padding: 3px %(unit)dpx; }
QHeaderView::section {
    background: %(window)s; color: %(text_dim)s; border: none; border-bottom: 1px solid %(border)s;
    padding: %(unit)dpx %(twice)dpx; font-size: %(small)dpx; font-weight: normal;
}
QStatusBar { border-top: 1px solid %(border)s; }
QStatusBar::item { border: none; }
QSplitter::handle { background: %(border)s; }
QSplitter::handle:hover { background: %(accent)s; }
QSplitter::handle:horizontal { width: 1px; margin: 0 %(half)dpx; }
QSplitter::handle:vertical { height: 1px; margin: %(half)dpx 0; }
QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: 12px; }
QScrollBar:horizontal { height: 12px; }
QScrollBar::handle { background: %(edge)s; border-radius: %(unit)dpx; margin: %(half)dpx; }
QScrollBar::handle:vertical { min-height: 24px; }
QScrollBar::handle:horizontal { min-width: 24px; }
QScrollBar::handle:hover { background: %(accent)s; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; }
"""
