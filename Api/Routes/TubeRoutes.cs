using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Stvg.Api.Audit;
using Stvg.Api.Contracts;
using Stvg.Api.Mapping;
using Stvg.Api.Security;
using Stvg.Core.Services;

namespace Stvg.Api.Routes;

/// <summary>Single answers.</summary>
internal static class TubeRoutes
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var tubes = api.MapGroup("/tubes").WithTags("Tubes");
        tubes.MapMethods("/{id}", Verbs.Read, Get).WithName("getTube").Needs(Role.Viewer).AuditsLook().Fails(404);
        tubes.MapMethods("/{id}/clip.mp4", Verbs.Read, Clip).WithName("getClip").Needs(Role.Viewer).AuditsLook().Fails(404, 416)
            .Produces(200, contentType: "video/mp4").Produces(206, contentType: "video/mp4");
        tubes.MapMethods("/{id}/thumbnail.jpg", Verbs.Read, Thumbnail).WithName("getThumbnail").Needs(Role.Viewer).AuditsLook().Fails(404)
            .Produces(200, contentType: "image/jpeg");
        tubes.MapMethods("/{id}/curves", Verbs.Read, Curves).WithName("getCurves").Needs(Role.Viewer).AuditsLook().Fails(404);
        tubes.MapPost("/{id}/feedback", Feedback).WithName("giveFeedback").Needs(Role.Operator).AuditsChange().Fails(404, 413, 415);
    }

    /// <summary>Get an answer that was given before.</summary>
    /// <remarks>By search, grounding or an alert.</remarks>
    internal static async Task<TubeResponse> Get(string id, IGroundingService service, CancellationToken ct) =>
        (await service.Tubes.FindAsync(id, ct) ?? throw Missing.Tube(id)).ToResponse() with { Feedback = await service.Tubes.VerdictAsync(id, ct) };

    /// <summary>Get why an answer is one.</summary>
    /// <remarks>What every part of its sentence scored, frame by frame. An object that is still in the picture has none yet.</remarks>
    internal static async Task<CurvesResponse> Curves(string id, IGroundingService service, CancellationToken ct) =>
        (await service.Tubes.CurvesAsync(id, ct)).ToResponse();

    /// <summary>Get an answer as a video.</summary>
    /// <remarks>Cut out of the recording, with its boxes drawn. Takes range requests.</remarks>
    internal static async Task<FileContentHttpResult> Clip(string id, HttpContext http, IGroundingService service, CancellationToken ct) =>
        Show(await service.Tubes.ClipAsync(id, ct), http);

    /// <summary>Get an answer as a picture.</summary>
    /// <remarks>One out of its middle, with its box.</remarks>
    internal static async Task<FileContentHttpResult> Thumbnail(
        string id, HttpContext http, IGroundingService service, CancellationToken ct) =>
        Show(await service.Tubes.ThumbnailAsync(id, ct), http);

    /// <summary>Say whether an answer is right.</summary>
    /// <remarks>A later word of the same operator replaces an earlier one.</remarks>
    internal static async Task<NoContent> Feedback(
        string id, FeedbackRequest body, HttpContext http, IGroundingService service, CancellationToken ct)
    {
        await service.Tubes.FeedbackAsync(id, body.Verdict, http.Who(), ct);
        return TypedResults.NoContent();
    }

    // An alert's tube grows while it is open, so nothing is kept without asking; the tag says whether it is still the same, also to a
    // player that fetches it in pieces.
    private static FileContentHttpResult Show(Media media, HttpContext http)
    {
        http.Response.Headers.CacheControl = "private, no-cache";
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(media.Content.Span).AsSpan(0, 16))}\"");
        return TypedResults.Bytes(media.Content, media.MediaType, enableRangeProcessing: true, entityTag: tag);
    }
}
