//! A refusal by the SORACOM API: its status, its code and its message in both languages.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;

/// Nobody outside knows Napter's real codes [?]; those that start with SIM are this simulator's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Problem {
    pub(super) status: u16,
    pub(super) code: &'static str,
    pub(super) english: &'static str,
    pub(super) japanese: &'static str,
}

const fn problem(status: u16, code: &'static str, english: &'static str, japanese: &'static str) -> Problem {
    Problem {
        status,
        code,
        english,
        japanese,
    }
}

pub(super) const NO_KEY: Problem = problem(400, "SIM0001", "invalid api key", "API キーが不正です");
pub(super) const BAD_TOKEN: Problem = problem(
    401,
    "SIM0002",
    "The API key or API token is invalid or has expired.",
    "API キーまたは API トークンが無効か、有効期限が切れています。",
);
pub(super) const BAD_LOGIN: Problem = problem(401, "SIM0003", "Authentication failed.", "認証に失敗しました。");
pub(super) const NO_LOGIN: Problem = problem(
    400,
    "SIM0004",
    "No credentials are given: authKeyId and authKey, email and password, or operatorId, userName and password.",
    "認証情報が指定されていません。",
);
pub(super) const BAD_TIMEOUT: Problem = problem(
    400,
    "SIM0005",
    "tokenTimeoutSeconds is out of range.",
    "tokenTimeoutSeconds が範囲外です。",
);
pub(super) const NO_SWITCH: Problem = problem(
    400,
    "SIM0006",
    "Switch user not allowed.",
    "スイッチユーザーが許可されていません。",
);
pub(super) const BAD_JSON: Problem = problem(
    400,
    "SIM0010",
    "The request body is not a valid JSON object.",
    "リクエストボディが正しい JSON オブジェクトではありません。",
);
pub(super) const BAD_PARAMETER: Problem = problem(
    400,
    "SIM0011",
    "A request parameter is invalid.",
    "リクエストパラメータが不正です。",
);
pub(super) const BAD_QUERY: Problem = problem(400, "SIM0012", "Invalid search queries.", "検索クエリが不正です。");
pub(super) const NO_PATH: Problem = problem(404, "SIM0013", "No such resource.", "リソースが存在しません。");
pub(super) const NO_SIM: Problem = problem(404, "SIM0020", "No such SIM found.", "指定された SIM は存在しません。");
pub(super) const NO_GROUP: Problem = problem(
    404,
    "SIM0021",
    "The specified group does not exist.",
    "指定されたグループは存在しません。",
);
pub(super) const BAD_PORT: Problem = problem(
    400,
    "SIM0030",
    "destination.port must be a number from 1 to 65535.",
    "destination.port は 1 から 65535 の数値で指定してください。",
);
pub(super) const BAD_DURATION: Problem = problem(
    400,
    "SIM0031",
    "duration must be a number of seconds from 1 to 28800.",
    "duration は 1 から 28800 までの秒数で指定してください。",
);
pub(super) const BAD_SERVICE: Problem = problem(
    400,
    "SIM0032",
    "destination.service must be air or arc.",
    "destination.service は air または arc を指定してください。",
);
pub(super) const BAD_RANGE: Problem = problem(
    400,
    "SIM0033",
    "source.ipRanges must be IPv4 ranges in CIDR notation.",
    "source.ipRanges は IPv4 の CIDR 表記で指定してください。",
);
pub(super) const NOT_GLOBAL: Problem = problem(
    400,
    "SIM0034",
    "source.ipRanges must be global IP addresses.",
    "source.ipRanges にはグローバル IP アドレスを指定してください。",
);
pub(super) const NO_DESTINATION: Problem = problem(
    400,
    "SIM0035",
    "destination.simId or destination.imsi is required.",
    "destination.simId または destination.imsi を指定してください。",
);
pub(super) const BAD_TLS: Problem = problem(
    400,
    "SIM0036",
    "tlsRequired must be true or false.",
    "tlsRequired は true または false を指定してください。",
);
pub(super) const OFFLINE: Problem = problem(
    400,
    "SEM0016",
    "The specified subscriber is offline",
    "指定された Subscriber はオフラインです",
);
pub(super) const NO_MAPPINGS: Problem = problem(
    404,
    "SIM0037",
    "No On-Demand Remote Access entries exist.",
    "オンデマンドリモートアクセスのエントリーが存在しません。",
);
pub(super) const NO_MAPPING: Problem = problem(
    404,
    "SIM0038",
    "The specified On-Demand Remote Access entry does not exist.",
    "指定されたオンデマンドリモートアクセスのエントリーは存在しません。",
);
pub(super) const NO_ENTRY: Problem = problem(
    500,
    "SIM0039",
    "The entry could not be opened.",
    "エントリーを作成できませんでした。",
);
pub(super) const BAD_DOWNLINK: Problem = problem(400, "SIM0040", "Invalid request.", "リクエストが不正です。");
pub(super) const UNANSWERED: Problem = problem(
    422,
    "SIM0041",
    "Data transmission and reception failed.",
    "データの送受信に失敗しました。",
);
pub(super) const TOO_MANY: Problem = problem(429, "SIM0090", "Too many requests.", "リクエスト数が上限を超えました。");
pub(super) const REFUSED: Problem = problem(
    400,
    "SIM0091",
    "The request was refused (a simulated fault).",
    "リクエストは拒否されました (模擬障害)。",
);
pub(super) const FORBIDDEN: Problem = problem(
    403,
    "SIM0092",
    "You do not have permission to call this API (a simulated fault).",
    "この API を実行する権限がありません (模擬障害)。",
);
pub(super) const BROKEN: Problem = problem(
    500,
    "SIM0093",
    "Internal server error (a simulated fault).",
    "サーバー内部エラーが発生しました (模擬障害)。",
);

impl Problem {
    pub(super) fn with_status(self, status: u16) -> Self {
        Self { status, ..self }
    }

    pub(super) fn answer(self, japanese: bool) -> Response {
        let message = if japanese { self.japanese } else { self.english };
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        (status, Json(json!({ "code": self.code, "message": message }))).into_response()
    }
}

/// Carries the problem along, for the layer that knows the caller's language.
impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.answer(false);
        response.extensions_mut().insert(self);
        response
    }
}
