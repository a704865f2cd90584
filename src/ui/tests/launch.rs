//! The list of apps to start here, as pictures.

use super::*;

#[test]
fn the_list_of_apps() {
    for size in sizes() {
        let mut model = loaded();
        press(&mut model, "l");
        key(&mut model, Key::Down);
        insta::assert_snapshot!(format!("launch_{}", tag(size)), shot(&mut model, size));
    }
}
