using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Stvg.Api.Contracts.Json;
using Stvg.Core.Alerts;
using Stvg.Core.Alerts.Verification;
using Stvg.Core.Cameras;
using Stvg.Core.Judging;
using Stvg.Core.Queries;
using Stvg.Core.Services;

namespace Stvg.Api.Contracts;

/// <summary>
/// How the contracts are written: camelCase, times in UTC, enumerations by name. What a request has too much is refused; what an answer has
/// too much is passed over, so that a client may be older than its server.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    MaxDepth = 16,
    Converters =
    [
        typeof(UtcTimeConverter), typeof(ClockTimeConverter), typeof(NameConverter<Pace>), typeof(NameConverter<CameraPhase>),
        typeof(NameConverter<AlertState>), typeof(NameConverter<AlertEnd>), typeof(NameConverter<DayOfWeek>),
        typeof(NameConverter<SubQueryKind>), typeof(NameConverter<Verdict>), typeof(NameConverter<Role>),
        typeof(NameConverter<TargetMending>), typeof(NameConverter<VerificationOutcome>),
    ])]
[JsonSerializable(typeof(CameraRequest))]
[JsonSerializable(typeof(PageResponse<CameraResponse>))]
[JsonSerializable(typeof(PageResponse<TubeletResponse>))]
[JsonSerializable(typeof(QueryRequest))]
[JsonSerializable(typeof(PageResponse<QueryResponse>))]
[JsonSerializable(typeof(PlanRequest))]
[JsonSerializable(typeof(PlanResponse))]
[JsonSerializable(typeof(PageResponse<AlertResponse>))]
[JsonSerializable(typeof(PageResponse<DeliveryResponse>))]
[JsonSerializable(typeof(SearchResponse))]
[JsonSerializable(typeof(LikeResponse))]
[JsonSerializable(typeof(GroundRequest))]
[JsonSerializable(typeof(LocateRequest))]
[JsonSerializable(typeof(GroundResponse))]
[JsonSerializable(typeof(MarkRequest))]
[JsonSerializable(typeof(MarkResponse))]
[JsonSerializable(typeof(DescribeRequest))]
[JsonSerializable(typeof(DescribeResponse))]
[JsonSerializable(typeof(FeedbackRequest))]
[JsonSerializable(typeof(PageResponse<FeedbackResponse>))]
[JsonSerializable(typeof(KeyRequest))]
[JsonSerializable(typeof(PageResponse<KeyResponse>))]
[JsonSerializable(typeof(PageResponse<AuditResponse>))]
[JsonSerializable(typeof(LiveBody))]
[JsonSerializable(typeof(CurvesResponse))]
[JsonSerializable(typeof(SystemResponse))]
[JsonSerializable(typeof(PageResponse<ModelResponse>))]
[JsonSerializable(typeof(PageResponse<VideoResponse>))]
[JsonSerializable(typeof(SessionRequest))]
[JsonSerializable(typeof(SessionResponse))]
[JsonSerializable(typeof(ProblemResponse))]
[JsonSerializable(typeof(HealthResponse))]
public sealed partial class ApiJson : JsonSerializerContext
{
    /// <summary>
    /// What the server writes with: the same, but letters beyond ASCII, quotes and the like stay readable. Made for answers of type
    /// application/json, not to be put into a page.
    /// </summary>
    public static ApiJson Wire => Readable.Instance;

    // A class of its own: the generated Default has to be there first.
    private static class Readable
    {
        public static readonly ApiJson Instance = new(new JsonSerializerOptions(Default.Options)
        {
            TypeInfoResolver = null, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        });
    }
}
