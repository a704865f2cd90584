//! What is said while access is opened or extended, to one device or many, and of what came of it.

texts! {
    begun(label, port): "opening access to {label} port {port}", "{label} ポート {port} へのアクセスを開いています";
    to(label, port): "{label} port {port}", "{label} ポート {port}";
    already(label, port):
        "access to {label} port {port} is being opened already",
        "{label} ポート {port} へのアクセスはすでに開いている途中です";
    open(label, endpoint, left): "{label} is open at {endpoint} for {left}", "{label} へのアクセスを {endpoint} で開きました (残り {left})";
    revoked_meanwhile(label, endpoint):
        "{label} was open at {endpoint}, but that was revoked meanwhile",
        "{label} は {endpoint} で開いていましたが、その間に取り消されました";
    and_fee_starts(told): "{told}, a monthly fee starts", "{told}。月額料金が発生します";
    revokes_it(revoke): "{revoke} on its row revokes it", "その行で {revoke} を押すと取り消せます";
    open_already(label, endpoint, left):
        "{label} is already open at {endpoint} for {left}",
        "{label} へのアクセスはすでに {endpoint} で開いています (残り {left})";
    and_instead_of(told, old): "{told}, instead of {old}", "{told}。{old} から替わりました";
    and_link_is_ready(told): "{told}; link ready", "{told}。URL もできました";
    and_copies(told, copy): "{told}: {copy} copies it", "{told}。{copy} でコピーします";
    nothing_opened: "nothing was opened", "何も開いていません";

    many_begun(count, clear):
        "opening access to {count} devices; {clear} cancels what has not begun",
        "{count} 台へのアクセスを開いています。未着手の分は {clear} で中止できます";
    none_online(open):
        "no marked device is online; {open} without marks opens access to one that is offline",
        "選択したデバイスはすべてオフラインです。選択を外せば {open} で 1 台ずつ開けます";
    being_opened: "it is being opened already", "すでに開いている途中です";
    many_opened(well, all): "opened access to {well} of {all} devices", "{all} 台中 {well} 台へのアクセスを開きました";
    and_failed(told, count, first): "{told}, {count} failed (first {first})", "{told}。{count} 台は失敗しました (最初は {first})";
    and_not_begun(told, count): "{told}, {count} not begun", "{told}。{count} 台は未着手です";
    and_stay_marked(told, again, log):
        "{told}; these stay marked: {again} tries again, {log} has each",
        "{told}。残りは選択したままです。{again} で再試行、{log} で個々の結果を表示します";
    cancelled:
        "cancelled what had not begun; what is under way is seen through",
        "未着手の分を中止しました。着手済みの分は最後まで行います";

    nothing_extended: "nothing was extended", "何も延長していません";
    gone_meanwhile(endpoint, open):
        "{endpoint} is gone meanwhile, so nothing was extended; {open} opens access anew",
        "{endpoint} がなくなっていたため、延長していません。{open} で新しく開きます";
    extending(label, endpoint):
        "extending access to {label}: opening the replacement of {endpoint}",
        "{label} へのアクセスを延長しています。{endpoint} に替わるものを開いています";
}
