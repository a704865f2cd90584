//! What stands in the tables that verbs print: titles, and words in cells. Those of the services stay as they are.

texts! {
    device: "DEVICE", "デバイス";
    name: "NAME", "名前";
    session: "SESSION", "セッション";
    group: "GROUP", "グループ";
    open: "OPEN", "開放数";
    status: "STATUS", "状態";
    sim_id: "SIM ID", "SIM ID";

    endpoint: "ENDPOINT", "接続先";
    port: "PORT", "ポート";
    left: "LEFT", "残り時間";
    sources: "SOURCES", "接続元";
    who_and_why: "WHO AND WHY", "操作者と理由";

    user: "USER", "ユーザー";
    state: "STATE", "状態";
    connection: "CONNECTION", "接続";
    through: "THROUGH", "経由";
    started: "STARTED", "開始";
    ends_by: "ENDS BY", "終了期限";
    id: "ID", "ID";
    orphan: "ORPHAN: its mapping is gone", "孤立: マッピングなし";

    time: "TIME", "日時";
    what: "WHAT", "種別";
    from: "FROM", "接続元";
    to: "TO", "接続先";

    key: "KEY", "キー";
    value: "VALUE", "値";
    origin: "FROM", "設定元";
}
