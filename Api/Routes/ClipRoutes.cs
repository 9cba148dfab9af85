using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Stvg.Api.Audit;
using Stvg.Api.Contracts;
using Stvg.Api.Mapping;
using Stvg.Api.Requests;
using Stvg.Api.Security;
using Stvg.Core.Grounding;
using Stvg.Core.Services;

namespace Stvg.Api.Routes;

/// <summary>Questions about one clip.</summary>
internal static class ClipRoutes
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var clips = api.MapGroup("").WithTags("Clips");
        clips.MapMethods("/videos", Verbs.Read, Videos).WithName("listVideos").Needs(Role.Operator);
        clips.MapMethods("/videos/file", Verbs.Read, Video).WithName("getVideo").Needs(Role.Operator).AuditsLook().Fails(404, 416)
            .Produces(200, contentType: "video/mp4").Produces(206, contentType: "video/mp4");
        clips.MapPost("/ground", Ground).WithName("ground").Needs(Role.Operator).AuditsLook().Fails(404, 413, 415);
        clips.MapPost("/locate", Locate).WithName("locate").Needs(Role.Operator).AuditsLook().Fails(404, 413, 415);
        clips.MapPost("/mark", Mark).WithName("mark").Needs(Role.Operator).AuditsLook().Fails(404, 413, 415);
        clips.MapPost("/describe", Describe).WithName("describe").Needs(Role.Operator).AuditsLook().Fails(404, 413, 415);
    }

    /// <summary>List video files that may be asked about.</summary>
    internal static async Task<PageResponse<VideoResponse>> Videos(IGroundingService service, CancellationToken ct) =>
        new() { Items = [.. (await service.Clips.VideosAsync(ct)).Select(v => v.ToResponse())] };

    /// <summary>Get a video file as it is.</summary>
    /// <remarks>Takes range requests. Not every browser plays every kind.</remarks>
    internal static async Task<PhysicalFileHttpResult> Video(
        [Description("The file, as the list names it.")] string path, HttpContext http, IGroundingService service, CancellationToken ct)
    {
        http.IsAbout(path);
        var file = await service.Clips.FindVideoAsync(path, ct);
        return TypedResults.PhysicalFile(file, MediaTypes.OfVideo(file), enableRangeProcessing: true);
    }

    /// <summary>Mark the most prominent objects.</summary>
    /// <remarks>
    /// Coarse correspondences: evenly spaced frames with numbered marks, to ask any multimodal model about. A number means the same object
    /// on every frame, and in every answer about the same clip.
    /// </remarks>
    internal static async Task<MarkResponse> Mark(MarkRequest body, HttpContext http, IGroundingService service, CancellationToken ct)
    {
        http.IsAbout(body.Video ?? body.Camera);
        return (await service.Clips.MarkAsync(body.ToClip(), body.ToOptions(), body.All ?? false, ct)).ToResponse();
    }

    /// <summary>Find who, and from when to when.</summary>
    /// <remarks>Spatio-temporal video grounding of one clip: a video file, or a stretch of what a camera saw.</remarks>
    internal static async Task<GroundResponse> Ground(
        GroundRequest body, HttpContext http, IGroundingService service, ApiOptions options, CancellationToken ct)
    {
        http.IsAbout(body.Video ?? body.Camera);
        var query = Check.Sentence("$.query", body.Query, options.MaxSentence);
        return (await service.Clips.GroundAsync(body.ToClip(), query, Top(body.Top, options), ct)).ToResponse();
    }

    /// <summary>Find where, for a period that is given.</summary>
    /// <remarks>Spatial video grounding: in a camera from <c>from</c> to <c>to</c>, in a file from <c>begin</c> to <c>end</c>.</remarks>
    internal static async Task<GroundResponse> Locate(
        LocateRequest body, HttpContext http, IGroundingService service, ApiOptions options, CancellationToken ct)
    {
        http.IsAbout(body.Video ?? body.Camera);
        var query = Check.Sentence("$.query", body.Query, options.MaxSentence);
        return (await service.Clips.LocateAsync(body.ToClip(), query, Top(body.Top, options), ct)).ToResponse();
    }

    /// <summary>Say what an object is and does, and until when.</summary>
    /// <remarks>Event localisation and captioning of the object at a box and a time.</remarks>
    internal static async Task<DescribeResponse> Describe(
        DescribeRequest body, HttpContext http, IGroundingService service, CancellationToken ct)
    {
        http.IsAbout(body.Video ?? body.Camera);
        var at = Check.Seconds("$.at", body.At)!.Value;
        return (await service.Clips.DescribeAsync(body.ToClip(), body.Box.ToBox(), at, ct)).ToResponse();
    }

    private static int Top(int? top, ApiOptions options) => Check.Range("$.top", top, new GroundingOptions().Top, 1, options.MaxTop);
}
