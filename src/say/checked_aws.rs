//! x.

texts! {
    x: "x", "x";
}
