//! What is said of asking a device whether it answers.

texts! {
    begun(label, port): "probing {label}: ping, then port {port}", "{label} の応答を確認しています (ping、続いてポート {port})";
    told(label, told): "{label} {told}", "{label}: {told}";
    told_with_advice(label, told, advice): "{label} {told}; {advice}", "{label}: {told}。{advice}";
    failed(label, failure): "{label} was not probed: {failure}", "{label} の応答を確認できませんでした: {failure}";
}
