//! What columns are called.

texts! {
    name: "Name", "名前";
    group: "Group", "グループ";
    imsi: "IMSI", "IMSI";
    ip: "IP", "IP";
    status: "Status", "状態";
    last_seen: "Last seen", "最終接続";
    open: "Open", "開放中";
    online: "online", "オンライン";
    open_mappings: "open mappings", "開いているマッピング数";
    device: "Device", "デバイス";
    endpoint: "Endpoint", "接続先";
    port: "Port", "ポート";
    sources: "Sources", "接続元";
    who_and_why: "Who and why", "操作者と理由";
    time_left: "Time left", "残り時間";
    state: "State", "状態";
    user: "User", "ユーザー";
    started: "Started", "開始";
    ends_within: "Ends within", "最長残り";
    when: "When", "日時";
    what: "What", "種別";
    from: "From", "接続元";
    means: "Means", "結果";
    opened_by_and_why: "Opened by and why", "開いた人と理由";
}
