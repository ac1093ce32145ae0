//! Dividing the screen among the panes.

use super::*;

#[test]
fn the_divider_is_drawn_by_keys_and_by_the_mouse() {
    let mut app = app_with_open_article(100, 24);
    let share = app.view.share;
    run_commands(&mut app, &[Command::Narrower]);
    assert!(app.view.share < share);
    update(&mut app, Msg::DragDivider(50));
    assert_ne!(app.view.share, 50, "not grabbed");
    update(&mut app, Msg::GrabDivider);
    update(&mut app, Msg::DragDivider(50));
    update(&mut app, Msg::DropDivider);
    assert_eq!(app.view.share, 50);
}

#[test]
fn a_zoomed_pane_is_alone() {
    let mut app = app_with_open_article(100, 24);
    run_commands(&mut app, &[Command::NextPane, Command::Zoom]);
    assert_eq!(app.geometry().annotations.body.width, 100);
    run_commands(&mut app, &[Command::NextPane]);
    assert_eq!(app.geometry().article.body.width, 100);
}
