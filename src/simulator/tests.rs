//! The simulator driven over the wire, as any client would.

use std::time::Duration;

use reqwest::{Client, Response, StatusCode};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::{Options, Simulator, start};
use crate::web;

mod appstream;
mod faults;
mod fleet;
mod mappings;
mod whole;

const SIGNED: &str =
    "AWS4-HMAC-SHA256 Credential=AK/20260101/ap-northeast-1/appstream/aws4_request, SignedHeaders=host, Signature=00";

struct Caller {
    simulator: Simulator,
    http: Client,
    key: String,
    token: String,
}

impl Caller {
    async fn new(options: Options) -> Self {
        let simulator = start(options).await.unwrap();
        let http = web::client("localhost").build().unwrap();
        let mut caller = Self {
            simulator,
            http,
            key: String::new(),
            token: String::new(),
        };
        caller.sign_in().await;
        caller
    }

    async fn sign_in(&mut self) {
        let body = json!({ "authKeyId": "keyId-x", "authKey": "secret-x" });
        let url = format!("{}/v1/auth", self.simulator.urls().soracom);
        let answer = self.http.post(url).json(&body).send().await.unwrap();
        assert_eq!(answer.status(), 200);
        let answer: Value = answer.json().await.unwrap();
        self.key = answer["apiKey"].as_str().unwrap().to_owned();
        self.token = answer["token"].as_str().unwrap().to_owned();
    }

    async fn try_call(&self, method: &str, path: &str, body: Option<Value>) -> reqwest::Result<Response> {
        let url = format!("{}/v1{path}", self.simulator.urls().soracom);
        let mut request = self
            .http
            .request(method.parse().unwrap(), url)
            .header("X-Soracom-API-Key", &self.key)
            .header("X-Soracom-Token", &self.token);
        if let Some(body) = body {
            request = request.json(&body);
        }
        request.timeout(Duration::from_secs(20)).send().await
    }

    async fn call(&self, method: &str, path: &str, body: Option<Value>) -> Response {
        self.try_call(method, path, body).await.unwrap()
    }

    async fn get(&self, path: &str) -> Value {
        let answer = self.call("GET", path, None).await;
        assert_eq!(answer.status(), 200, "{path}");
        answer.json().await.unwrap()
    }

    async fn create(&self, sim_id: &str, port: u16) -> Value {
        let body = json!({
            "destination": { "port": port, "service": "air" }, "duration": 1800,
            "source": { "ipRanges": ["203.0.113.10/32"] }, "tlsRequired": false,
        });
        let answer = self.call("POST", &format!("/port_mappings/sims/{sim_id}"), Some(body)).await;
        assert_eq!(answer.status(), 201);
        answer.json().await.unwrap()
    }

    async fn first_sim(&self) -> String {
        self.get("/sims?limit=1").await[0]["simId"].as_str().unwrap().to_owned()
    }

    async fn aws(&self, operation: &str, input: Value) -> (StatusCode, Value) {
        let answer = self
            .http
            .post(self.simulator.urls().appstream)
            .header("X-Amz-Target", format!("PhotonAdminProxyService.{operation}"))
            .header("Content-Type", "application/x-amz-json-1.1")
            .header("Authorization", SIGNED)
            .body(input.to_string())
            .send()
            .await
            .unwrap();
        (answer.status(), answer.json().await.unwrap())
    }

    async fn faults(&self, faults: &[&str]) {
        self.simulator
            .set_faults(faults.iter().map(|fault| fault.parse().unwrap()).collect());
    }
}

async fn connect(mapping: &Value) -> TcpStream {
    TcpStream::connect(mapping["endpoint"].as_str().unwrap()).await.unwrap()
}

async fn echoes(tcp: &mut TcpStream) {
    tcp.write_all(b"ping!").await.unwrap();
    let mut answer = [0; 5];
    tcp.read_exact(&mut answer).await.unwrap();
    assert_eq!(&answer, b"ping!");
}

async fn is_cut(tcp: &mut TcpStream) -> bool {
    let read = tokio::time::timeout(Duration::from_secs(5), tcp.read(&mut [0; 8])).await;
    matches!(read, Ok(Ok(0) | Err(_)))
}
