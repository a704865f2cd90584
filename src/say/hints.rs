//! What commands are called in a word or two: the hints in the footer, and the names in help and palette.

texts! {
    open: "open", "開く";
    open_now: "open now", "すぐ開く";
    copy_link: "copy link", "URL コピー";
    browse: "browser", "ブラウザ";
    fresh_link: "new link", "新しい URL";
    launch: "launch", "起動";
    extend: "extend", "延長";
    copy_endpoint: "copy host:port", "接続先コピー";
    details: "details", "詳細";
    revoke: "revoke", "取り消し";
    sweep: "sweep", "一掃";
    probe: "probe", "応答確認";
    mark: "mark", "選択";
    mark_all: "mark all", "すべて選択";
    export: "export", "書き出し";
    filter: "filter", "絞り込み";
    clear: "clear", "解除";
    sort: "sort", "並べ替え";
    reverse: "reverse", "逆順";
    next_account: "account", "アカウント";
    refresh: "refresh", "更新";
    pause: "pause", "一時停止";
    down: "down", "下へ";
    up: "up", "上へ";
    page: "page", "ページ";
    top: "top", "先頭";
    bottom: "bottom", "末尾";
    pane: "pane", "画面切替";
    devices: "devices", "デバイス";
    access: "access", "アクセス";
    sessions: "sessions", "セッション";
    audit: "audit", "監査";
    audit_device: "its audit", "監査ログ";
    zoom: "zoom", "拡大";
    columns: "columns", "列";
    grow: "larger", "広げる";
    shrink: "smaller", "狭める";
    balance: "balance", "自動配分";
    mask: "mask", "伏せ字";
    log: "messages", "メッセージ";
    palette: "commands", "コマンド";
    help: "help", "ヘルプ";
    quit: "quit", "終了";
    suspend: "suspend", "中断";
    in_place_of_a_key(hint): "\"{hint}\"", "「{hint}」";
}
