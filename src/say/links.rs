//! What is said of streaming URLs, the clipboard and the browser.

texts! {
    no_device:
        "this mapping names no device, so no streaming URL can be made for it",
        "このマッピングにはデバイスの情報がないため、ストリーミング URL を作れません";
    being_made_already(endpoint): "a streaming URL for {endpoint} is being made already", "{endpoint} のストリーミング URL はすでに作っている途中です";
    making(label): "making a streaming URL for {label}", "{label} のストリーミング URL を作っています";
    and_shows_it(reason, key): "{reason}; {key} shows it", "{reason}。{key} で表示します";
    leads_nowhere(endpoint):
        "{endpoint} is gone; its streaming URL leads nowhere",
        "{endpoint} はなくなりました。ストリーミング URL は使えません";
    ready(label): "streaming URL for {label} ready", "{label} のストリーミング URL ができました";
    and_how_to_use(told, copy, browse):
        "{told}: {copy} copies, {browse} opens it",
        "{told}。{copy} でコピー、{browse} でブラウザに開きます";
    starting_browser: "starting the browser", "ブラウザを起動しています";
    opened: "opened in the browser", "ブラウザで開きました";
    unclaimed(seconds, browse, copy):
        "the browser did not come for the URL within {seconds} s; {browse} tries again, {copy} copies it",
        "ブラウザが {seconds} 秒以内に URL を開きませんでした。{browse} で再試行、{copy} でコピーします";
    select_with_mouse(reason): "{reason}: select it with the mouse", "{reason}。マウスで選択してください";
    the_url: "the streaming URL", "ストリーミング URL";
    the_url_for(label): "the streaming URL for {label}", "{label} のストリーミング URL";
    in_clipboard(what): "{what} is in the clipboard of this desktop", "{what} をクリップボードにコピーしました";
    sent_to_terminal(what):
        "{what} was sent to your terminal's clipboard (OSC 52)",
        "{what} を端末のクリップボードに送りました (OSC 52)";
    in_tmux(what):
        "{what} is in tmux's buffer and was sent to your terminal's clipboard",
        "{what} を tmux のバッファに入れ、端末のクリップボードにも送りました";
    not_copied(what, reason): "{what} was not copied: {reason}", "{what} をコピーできませんでした: {reason}";
}
