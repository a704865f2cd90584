//! What each command does, in one sentence: for the help, the palette and the table of keys.

texts! {
    open:
        "open remote access to the device, with marks to all that are marked: a form with app, port, duration, sources, reason",
        "デバイスへのリモートアクセスを開きます (選択があればそのすべて)。アプリ、ポート、期間、接続元、理由を入力します";
    open_now:
        "open remote access with the defaults, at once; with marks to all that are marked, after y or n",
        "既定値ですぐにリモートアクセスを開きます。選択があれば y/n の確認後、そのすべてに開きます";
    copy_link:
        "copy the streaming URL; makes one if none is live",
        "ストリーミング URL をコピーします。有効なものがなければ作ります";
    browse: "open the streaming URL in the browser", "ストリーミング URL をブラウザで開きます";
    fresh_link: "make a fresh streaming URL", "ストリーミング URL を新しく作ります";
    launch:
        "launch the app's local command (ssh, a VNC viewer, mstsc) through access for this machine alone",
        "このマシンだけに開いたアクセスで、アプリの手元のコマンド (ssh、VNC ビューア、mstsc) を起動します";
    extend:
        "extend access: asks for how long; on an expired row, open the same again, after y or n",
        "アクセスを延長します (期間を入力)。期限切れの行では、y/n の確認後に同じものを開き直します";
    copy_endpoint: "copy the endpoint host:port", "接続先 host:port をコピーします";
    details: "everything known of the row", "行の詳細を表示します";
    revoke:
        "revoke access, in Sessions end the session, after y or n; with marks, all that is marked",
        "y/n の確認後、アクセスを取り消します (「セッション」ではセッションを終了)。選択があればそのすべて";
    sweep:
        "sweep, after y or n: expired mappings still listed, and AppStream sessions whose mapping is gone",
        "y/n の確認後、一覧に残る期限切れマッピングと、マッピングを失った AppStream セッションを一掃します";
    probe:
        "test whether the device answers, without opening: ping, then the port; costs traffic",
        "アクセスを開かずにデバイスの応答を確認します (ping、続いてポート)。通信量がかかります";
    mark: "mark or unmark the row", "行を選択、または選択を外します";
    mark_all:
        "mark all rows that pass the filter; unmark them where all are marked",
        "絞り込んだ行をすべて選択します。すべて選択済みなら外します";
    export:
        "write the rows of Access that pass its filter to a CSV file in the current folder",
        "「アクセス」の絞り込んだ行を、現在のフォルダの CSV ファイルに書き出します";
    filter: "filter: words, col:value, !not", "絞り込みます: 語句、col:value、!除外";
    clear:
        "cancel what has not begun, dismiss the message, then clear the filter, then the marks",
        "未着手の操作の中止、メッセージの消去、絞り込みの解除、選択の解除を、この順に行います";
    sort: "sort by the next column", "次の列で並べ替えます";
    reverse: "reverse the order", "並び順を逆にします";
    next_account: "switch profile: show the next account", "プロファイルを切り替え、次のアカウントを表示します";
    refresh: "refresh now", "今すぐ更新します";
    pause: "pause or resume refreshing", "更新を一時停止、または再開します";
    down: "move down", "下へ移動します";
    up: "move up", "上へ移動します";
    page_down: "move a page down", "1 ページ下へ移動します";
    page_up: "move a page up", "1 ページ上へ移動します";
    top: "move to the first row", "先頭の行へ移動します";
    bottom: "move to the last row", "末尾の行へ移動します";
    next_pane: "next pane", "次のペインへ移ります";
    previous_pane: "previous pane", "前のペインへ移ります";
    devices: "the Devices pane", "「デバイス」へ移ります";
    access: "the Access pane", "「アクセス」へ移ります";
    sessions: "the Sessions pane", "「セッション」へ移ります";
    audit: "the Audit pane", "「監査」へ移ります";
    audit_device:
        "audit log of this device alone; in Audit, of all devices again",
        "このデバイスだけの監査ログを表示します。「監査」では全デバイスに戻ります";
    zoom: "zoom the focused pane", "今のペインだけを表示します";
    wall:
        "wall display in place of the panes, or the panes again: totals, alarms, and what ends next, in large type",
        "ウォール表示と通常表示を切り替えます。合計、警報、次に終わるアクセスを大きな文字で表示します";
    columns: "choose which columns of the pane are shown", "ペインに表示する列を選びます";
    grow: "make the focused pane larger", "今のペインを広げます";
    shrink: "make the focused pane smaller", "今のペインを狭めます";
    balance: "let the panes share the screen by their rows", "ペインの広さを行数に応じて配分します";
    mask:
        "mask names, numbers and addresses for a screenshot, or show them again",
        "画面写真用に名前、番号、アドレスを伏せます。もう一度押すと戻ります";
    log: "the messages of this run, the newest first", "起動してからのメッセージを新しい順に表示します";
    palette: "palette of all commands", "コマンド一覧を表示します";
    help: "help; type to search it", "ヘルプを表示します。入力すると検索できます";
    quit: "quit; says what stays open and until when", "終了します。開いたまま残るものとその期限を表示します";
    suspend: "suspend", "中断します";
}
