//! A client of the SDK's whose answers are bounded: the SDK reads a body to its end, and one without end would fill the memory.
//! It also tells the time of each answer.

use std::fmt;

use aws_smithy_runtime_api::client::connector_metadata::ConnectorMetadata;
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use http_body_util::Limited;

use super::{Dated, date};

/// More than any answer has: a page of fifty sessions is some 30 KB.
pub(super) const LARGEST: usize = 8 << 20;

/// That client, with its answers bounded.
pub(super) struct Bounded {
    pub(super) client: SharedHttpClient,
    pub(super) dated: Option<Dated>,
}

struct BoundedConnector {
    connector: SharedHttpConnector,
    dated: Option<Dated>,
}

impl fmt::Debug for Bounded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.client.fmt(f)
    }
}

impl fmt::Debug for BoundedConnector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.connector.fmt(f)
    }
}

impl HttpClient for Bounded {
    fn http_connector(&self, settings: &HttpConnectorSettings, components: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(BoundedConnector {
            connector: self.client.http_connector(settings, components),
            dated: self.dated.clone(),
        })
    }

    fn connector_metadata(&self) -> Option<ConnectorMetadata> {
        self.client.connector_metadata()
    }
}

impl HttpConnector for BoundedConnector {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let told = self.dated.as_ref().map(|dated| dated());
        let answer = self.connector.call(request);
        HttpConnectorFuture::new(async move {
            let answer = answer.await?;
            if let (Some(told), Some(date)) = (told, answer.headers().get("date").and_then(date)) {
                told(date);
            }
            let bounded = |body| SdkBody::from_body_1_x(Limited::new(body, LARGEST));
            Ok(answer.map(bounded))
        })
    }
}

#[cfg(test)]
mod tests {
    use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
    use http_body_util::BodyExt;

    use super::*;

    #[derive(Debug)]
    struct Answers(usize);

    impl HttpConnector for Answers {
        fn call(&self, _: HttpRequest) -> HttpConnectorFuture {
            let body = SdkBody::from(vec![b' '; self.0]);
            HttpConnectorFuture::ready(Ok(HttpResponse::new(200.try_into().unwrap(), body)))
        }
    }

    #[tokio::test]
    async fn what_is_larger_than_any_answer_is_not_read_to_its_end() {
        for (length, whole) in [(LARGEST, true), (LARGEST + 1, false)] {
            let connector = BoundedConnector {
                connector: SharedHttpConnector::new(Answers(length)),
                dated: None,
            };
            let answer = connector.call(HttpRequest::empty()).await.unwrap();
            assert_eq!(answer.into_body().collect().await.is_ok(), whole, "{length}");
        }
    }
}
