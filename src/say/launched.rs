//! What is said of this machine's clipboard, browser and programs, and of files that are written for the user.

texts! {
    // the clipboard
    no_clipboard_over_ssh: "this terminal takes no clipboard over SSH", "この端末は SSH 越しのクリップボードに対応していません";
    no_clipboard_here: "there is no desktop here, and this terminal takes no clipboard", "デスクトップがなく、この端末はクリップボードに対応していません";
    no_clipboard_wanted: "clipboard = \"none\" is configured", "clipboard = \"none\" に設定されています";
    desktop_clipboard(why): "the desktop's clipboard: {why}", "デスクトップのクリップボード: {why}";
    terminal(error): "the terminal: {error}", "端末: {error}";

    // the browser
    browser: "the browser", "ブラウザ";
    far_end_of_ssh: "this is the far end of SSH; open the URL on your own machine", "ここは SSH の接続先です。URL は手元のマシンで開いてください";
    no_desktop: "there is no desktop and no $BROWSER here; open the URL on another machine", "ここにはデスクトップも $BROWSER もありません。URL は別のマシンで開いてください";
    no_program: "there is no program for it", "開くプログラムがありません";
    nothing_handed(error): "nothing can be handed to a browser ({error})", "ブラウザに渡せません ({error})";
    no_browser_started(why): "no browser could be started ({why})", "ブラウザを起動できませんでした ({why})";
    browser_did_not_come: "the browser did not come for the address", "ブラウザがアドレスを取りに来ませんでした";

    // the page that a browser sees
    nothing_here: "There is nothing here.", "ここには何もありません。";
    not_for_you: "This is for the user who runs naptop.", "これは naptop を実行しているユーザーのためのものです。";
    used_already:
        "This address has been used already, and works once. If that was not this browser, somebody else on this machine has the streaming URL: revoke the access, and open it anew.",
        "このアドレスはすでに使われています。使えるのは 1 回だけです。このブラウザが使ったのでなければ、このマシンのほかの誰かがストリーミング URL を持っています。アクセスを取り消して、開き直してください。";

    // programs
    copy_endpoint: "copy the endpoint, and open it elsewhere", "エンドポイントをコピーして、別の場所で開いてください";
    no_command: "there is no local command for it", "このアプリのローカルコマンドがありません";
    not_found(program): "{program} is not found here", "{program} が見つかりません";
    none_found(programs): "none of {programs} is found here", "{programs} のどれも見つかりません";
    install_it:
        "install it, or set another command in its [[app]] in config.toml",
        "インストールするか、config.toml の [[app]] で別のコマンドを設定してください";
    no_rdp_file(why): "there is no place for a .rdp file: {why}", ".rdp ファイルを置く場所がありません: {why}";
    unwritten(path, error): "{path} cannot be written: {error}", "{path} に書き込めません: {error}";
    start_elsewhere: "start naptop in a folder that you may write to", "書き込めるフォルダで naptop を起動してください";
    not_started(program, error): "{program} cannot be started: {error}", "{program} を起動できません: {error}";
    running_program: "a program that runs already", "すでに動いているプログラム";
}
