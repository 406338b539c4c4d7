//! The description of the API (OpenAPI 3.1): written from the handlers, completed here in one place.

use utoipa::openapi::content::Content;
use utoipa::openapi::header::Header;
use utoipa::openapi::path::{Operation, Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::response::{Response, ResponseBuilder};
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{OpenApi, Ref, RefOr, Required};
use utoipa::{IntoParams, PartialSchema as _, ToSchema as _};

use super::problem::ProblemView;
use super::read::IdempotencyKey;

/// The name of the one security scheme.
pub const API_KEY: &str = "api_key";

/// The document without its paths.
pub(super) fn base() -> OpenApi {
    #[derive(utoipa::OpenApi)]
    #[openapi(
        info(
            title = "Allo",
            description = "Books, moves and cancels appointments of one practice: the one the API key belongs to.",
            license(name = "Apache-2.0", identifier = "Apache-2.0")
        ),
        tags(
            (name = "appointments", description = "Free slots and appointments"),
            (name = "blocks", description = "Time that the staff keeps free"),
            (name = "requests", description = "What awaits the staff"),
            (name = "patients", description = "Patients' files"),
            (name = "calls", description = "The calls there were"),
            (name = "messages", description = "What patients and the practice are told in writing"),
            (name = "documents", description = "Texts that questions are answered from"),
            (name = "practice", description = "What can be booked, with whom and when"),
            (name = "integrations", description = "Keys of this API, and systems that hear of changes"),
            (name = "team", description = "The staff, and what each may do"),
            (name = "audit", description = "What was done, by whom and to what"),
            (name = "original", description = "The original document's paths, for its clients"),
            (name = "service", description = "How the server is")
        )
    )]
    struct Document;
    <Document as utoipa::OpenApi>::openapi()
}

/// Every change takes the same header.
impl IntoParams for IdempotencyKey {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let text = ObjectBuilder::new()
            .schema_type(Type::String)
            .min_length(Some(1))
            .max_length(Some(255))
            .pattern(Some("^[!-~]+$"));
        let header = ParameterBuilder::new()
            .name("Idempotency-Key")
            .parameter_in(ParameterIn::Header)
            .required(Required::False)
            .description(Some("Sent again, the same is answered and nothing is done twice"))
            .schema(Some(Schema::Object(text.build())));
        vec![header.build()]
    }
}

/// Adds what is true of every operation: the security scheme, and the problems it may answer.
pub(super) fn complete(api: &mut OpenApi) {
    let components = api.components.get_or_insert_default();
    let scheme = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .description(Some("A key made by `allo key create`"));
    components.add_security_scheme(API_KEY, SecurityScheme::Http(scheme.build()));
    components.schemas.insert("Problem".to_owned(), ProblemView::schema());
    let mut schemas = Vec::new();
    ProblemView::schemas(&mut schemas);
    components.schemas.extend(schemas);
    for path in api.paths.paths.values_mut() {
        let operations =
            [&mut path.get, &mut path.post, &mut path.put, &mut path.delete, &mut path.patch, &mut path.head];
        for operation in operations.into_iter().flatten() {
            add_problems(operation);
        }
    }
}

/// Which problems an operation may answer follows from what it takes.
fn add_problems(operation: &mut Operation) {
    let parameters = operation.parameters.iter().flatten();
    let has = |place: ParameterIn| {
        parameters.clone().any(|parameter| matches!(parameter, RefOr::T(one) if one.parameter_in == place))
    };
    let mut statuses =
        vec![("400", "The request or a parameter can't be read"), ("500", "A fault of the server's")];
    let names_a_practice = operation.tags.iter().flatten().any(|tag| tag == "original");
    if has(ParameterIn::Path) || names_a_practice {
        statuses.push(("404", "There is no such thing, or it is another practice's"));
    }
    if operation.security.is_some() {
        statuses.push(("401", "No valid API key"));
        statuses.push(("403", "The permission is missing"));
        statuses.push(("429", "Too many requests"));
    }
    if operation.request_body.is_some() {
        statuses.push(("413", "The body is too large"));
        statuses.push(("415", "The body isn't JSON"));
        statuses
            .push(("422", "The body isn't what the operation takes, or what it asks for can't be booked"));
    } else if has(ParameterIn::Header) {
        statuses.push(("422", "The Idempotency-Key was used with another request"));
    }
    if has(ParameterIn::Header) {
        statuses.push(("409", "The world is in the way: the slot is taken (with alternatives), what was to be changed can't be any more, or a calendar's state is unknown"));
    }
    statuses.push(("503", "Overloaded, too slow or out of reach; Retry-After says when to come back"));
    let responses = &mut operation.responses.responses;
    for (status, told) in responses.iter_mut().filter(|(status, _)| status.starts_with('4')) {
        // What an operation says itself of an error is only what it means.
        if let RefOr::T(response) = told {
            *told = RefOr::T(problem(status, &response.description));
        }
    }
    for (status, description) in statuses {
        responses.entry(status.to_owned()).or_insert_with(|| RefOr::T(problem(status, description)));
    }
}

/// The description of an error's answer.
fn problem(status: &str, description: &str) -> Response {
    let schema = Ref::from_schema_name("Problem");
    let mut response = ResponseBuilder::new()
        .description(description)
        .content("application/problem+json", Content::new(Some(schema)))
        .build();
    if matches!(status, "429" | "503") {
        response.headers.insert("Retry-After".to_owned(), seconds().into());
    }
    response
}

fn seconds() -> Header {
    let whole = Schema::Object(ObjectBuilder::new().schema_type(Type::Integer).build());
    Header::new(whole)
}
