//! What is said of themes as they are written in the configuration.

texts! {
    no_such_theme(name, meant): "there is no shipped theme {name:?}{meant}", "付属のテーマに {name:?} はありません{meant}";
    the_keys(names): "the keys are {names}", "キーは次のとおりです: {names}";
    not_a_colour(text): "{text:?} is not a colour", "{text:?} は色ではありません";
    eg_colours:
        "write e.g. \"#6cc7f0\", \"cyan\", \"lightblue\", a number up to 255, or \"default\"",
        "\"#6cc7f0\"、\"cyan\"、\"lightblue\"、255 までの数、\"default\" のように書いてください";
}
