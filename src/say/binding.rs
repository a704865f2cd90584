//! What is said of keys as they are written in `keymap.toml`, and what stands at the top of that file.

texts! {
    unknown_command(name, meant): "unknown command {name:?}{meant}", "コマンド {name:?} はありません{meant}";
    the_commands(names): "the commands are {names}", "コマンドは次のとおりです: {names}";
    how:
        "write a character, or a name as in Enter, PageDown, F5, Ctrl-P",
        "1 文字か、Enter、PageDown、F5、Ctrl-P のような名前で書いてください";
    cannot_be_sent(key, sent): "terminals cannot send {key:?}: they send {sent}", "端末は {key:?} を送れません。{sent} になります";
    same_without_ctrl: "the same key without Ctrl", "Ctrl なしの同じキー";
    always_quits(chord, command):
        "{chord} always quits, so it cannot be bound to {command}",
        "{chord} は常に終了なので、{command} には割り当てられません";
    choose_another: "choose another key", "別のキーを選んでください";
    stands_twice(chord, command): "{chord} stands twice for {command}", "{command} に {chord} が 2 回書かれています";
    bound_twice(chord): "{chord} is bound twice", "{chord} が 2 回割り当てられています";
    bound_to_both(chord, one, other): "{chord} is bound to both {one} and {other}", "{chord} が {one} と {other} の両方に割り当てられています";
    give_another:
        "give one of them another key, or none: NAME = []",
        "どちらかを別のキーにするか、NAME = [] でキーなしにしてください";
    not_a_key(text, meant): "{text:?} is not a key{meant}", "{text:?} というキーはありません{meant}";
    write_instead(text, written): "{text:?} is not a key; write {written:?}", "{text:?} というキーはありません。{written:?} と書いてください";
    head:
        "\
# naptop's keys, made from its table of commands. Each command stands here with
# its usual keys: remove the \"#\" in front of a line to change them. Several keys
# go in brackets, the one that the hints show first; [] takes all keys away, and
# the command is still in the palette. What stands here replaces the usual keys
# of that command; the others keep theirs.
#
# A key is a character, or one of Enter Esc Tab Shift-Tab Space Up Down Left Right
# PageUp PageDown Home End Backspace Delete F1 to F12; in front of it may stand
# Ctrl-, as in Ctrl-P. Ctrl-C always quits.
#
# The file belongs beside config.toml, as keymap.toml; NAPTOP_KEYMAP names another.
",
        "\
# naptop のキー割り当てです。各コマンドと通常のキーを並べてあります。変えるには
# 行頭の \"#\" を外して書き換えてください。複数のキーは [] で囲み、ヒントに表示する
# ものを先頭に置きます。[] だけにするとキーがなくなりますが、コマンド一覧からは
# 実行できます。書いたコマンドだけが変わり、ほかは通常のキーのままです。
#
# キーは 1 文字か、Enter Esc Tab Shift-Tab Space Up Down Left Right PageUp PageDown
# Home End Backspace Delete F1〜F12 のどれかです。Ctrl-P のように Ctrl- を前に付け
# られます。Ctrl-C は常に終了です。
#
# config.toml と同じ場所に keymap.toml として置きます。NAPTOP_KEYMAP で変えられます。
";
}
