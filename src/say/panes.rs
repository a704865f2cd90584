//! What panes are called, and what is said in their titles.

texts! {
    devices: "Devices", "デバイス";
    access: "Access", "アクセス";
    sessions: "Sessions", "セッション";
    audit: "Audit", "監査";
    marked(count): "*{count} marked", "*{count} 選択";
    not_refreshed: "✗ could not be refreshed", "✗ 更新できません";
    sweeping: "sweeping…", "一掃中…";
    planning: "looking for what to sweep…", "一掃の対象を確認中…";
    of_device(label): "of {label}", "対象: {label}";
    above(rows): "↑{rows} above", "↑上に {rows}";
    old(clock): "OLD, of {clock}", "{clock} 時点の古い情報";
    some_of(shown, all): "{shown} of {all}", "{shown}/{all}";
    progress(ended, all): "{ended} of {all}", "{ended}/{all}";
    progress_with_failures(ended, all, failed): "{ended} of {all}, {failed} failed", "{ended}/{all}、失敗 {failed}";
    opening(progress): "opening {progress}", "開いています {progress}";
    revoking(progress): "revoking {progress}", "取り消しています {progress}";
    no_orphan_is_known(failure):
        "none is called an orphan, because what is open is not known: {failure}",
        "開いているアクセスが分からないため、孤立は判定していません: {failure}";
    no_such_column(name, columns): "no column is named {name}; there are {columns}", "{name} という列はありません。使える列: {columns}";
    nothing_matches(typed, clear): "nothing matches /{typed}; {clear} clears", "/{typed} に一致するものがありません。{clear} で解除します";
    tries_again(refresh): "{refresh} tries again", "{refresh} で再試行します";
}
