using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Stvg.Api.OpenApi;

/// <summary>What is said of the API as a whole.</summary>
internal sealed class DocumentText : IOpenApiDocumentTransformer
{
    /// <summary>Names of the two ways to send a key.</summary>
    public const string BearerScheme = "bearer", HeaderScheme = "header";

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Orleans.Stvg",
            Version = DescriptionRoute.Name,
            Description = """
                Describe an object in a sentence, and get back which one it is, in which camera, from when to when, with a box on every
                frame.

                Bodies are JSON in camelCase; fields and query parameters that are not listed here are refused. Times are UTC as ISO 8601,
                durations are seconds, boxes are pixels of the original picture, frames count from 0. Errors are RFC 9457 problem documents.
                Lists come in parts: give `next` of one part as `cursor` of the next until it is null. HEAD works wherever GET does.

                Without keys a server only listens on its own machine and lets everybody there do everything. With keys every call needs one
                of the role that it names.
                """,
            License = new OpenApiLicense { Name = "MIT", Identifier = "MIT" },
        };
        // The same document wherever the server stands.
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Tags = new HashSet<OpenApiTag>
        {
            Tag("Cameras", "What is watched, and what was seen."),
            Tag("Standing queries", "Sentences on watch, and how a sentence is understood."),
            Tag("Alerts", "What standing queries found, as it happens, and who was told."),
            Tag("Search", "One sentence over everything that was seen."),
            Tag("Tubes", "Single answers: who, from when to when, where."),
            Tag("Clips", "Questions about one video, or one stretch of one camera."),
            Tag("Administration", "Keys and the audit log."),
            Tag("Operation", "For machines that watch over the server."),
        };
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [BearerScheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "stvg_…",
                Description = "A key, as Authorization: Bearer stvg_…",
            },
            [HeaderScheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = "X-Api-Key",
                Description = "A key, for clients that cannot set Authorization.",
            },
        };
        foreach (var path in document.Paths.Values) path.Operations?.Remove(HttpMethod.Head);
        return Task.CompletedTask;
    }

    private static OpenApiTag Tag(string name, string description) => new() { Name = name, Description = description };
}
