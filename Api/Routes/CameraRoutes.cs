using System.ComponentModel;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Stvg.Api.Audit;
using Stvg.Api.Contracts;
using Stvg.Api.Mapping;
using Stvg.Api.Problems;
using Stvg.Api.Requests;
using Stvg.Api.Security;
using Stvg.Core.Services;

namespace Stvg.Api.Routes;

/// <summary>Cameras and what they saw.</summary>
internal static class CameraRoutes
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var cameras = api.MapGroup("/cameras").WithTags("Cameras");
        cameras.MapPost("", Add).WithName("addCamera").Needs(Role.Admin).AuditsChange<CameraRequest>(r => r.Id).Fails(409, 413, 415);
        cameras.MapMethods("", Verbs.Read, List).WithName("listCameras").Needs(Role.Viewer);
        cameras.MapMethods("/{id}", Verbs.Read, Get).WithName("getCamera").Needs(Role.Viewer).Fails(404);
        cameras.MapPut("/{id}", Put).WithName("putCamera").Needs(Role.Admin).AuditsChange().Fails(404, 413, 415);
        cameras.MapDelete("/{id}", Remove).WithName("removeCamera").Needs(Role.Admin).AuditsChange().Fails(404);
        cameras.MapPost("/{id}/restart", Restart).WithName("restartCamera").Needs(Role.Admin).AuditsChange().Fails(404);
        cameras.MapMethods("/{id}/snapshot.jpg", Verbs.Read, Snapshot).WithName("getSnapshot").Needs(Role.Viewer).AuditsLooking().Fails(404)
            .Produces(200, contentType: "image/jpeg").Produces(304);
        cameras.MapMethods("/{id}/tubelets", Verbs.Read, Tubelets).WithName("listTubelets").Needs(Role.Viewer).AuditsLook().Fails(404);
    }

    /// <summary>Begin to watch a camera.</summary>
    /// <remarks>Answers at once, while the camera is still being connected to; its state tells how that goes.</remarks>
    internal static async Task<Created<CameraResponse>> Add(CameraRequest body, IGroundingService service, CancellationToken ct)
    {
        var view = await service.Cameras.AddAsync(body.ToSettings(), ct);
        return TypedResults.Created($"/api/cameras/{Uri.EscapeDataString(view.Settings.Id)}", view.ToResponse());
    }

    /// <summary>List cameras.</summary>
    internal static async Task<PageResponse<CameraResponse>> List(
        [Description(Words.Cursor)] string? cursor, [Description(Words.Limit)] int? limit, IGroundingService service, CancellationToken ct)
    {
        var all = await service.Cameras.ListAsync(ct);
        return Paging.ById(all, c => c.Settings.Id, cursor, Paging.Limit(limit)).ToResponse(c => c.ToResponse());
    }

    /// <summary>Get one camera.</summary>
    internal static async Task<CameraResponse> Get(string id, IGroundingService service, CancellationToken ct) =>
        (await service.Cameras.FindAsync(id, ct) ?? throw Missing.Camera(id)).ToResponse();

    /// <summary>Change a camera.</summary>
    /// <remarks>
    /// Everything is replaced, what is left out has its default again, and the camera is connected to anew. A source that is given as it is
    /// shown, without its password, stays what it was.
    /// </remarks>
    internal static async Task<CameraResponse> Put(string id, CameraRequest body, IGroundingService service, CancellationToken ct)
    {
        if (body.Id != id) throw new FieldException("$.id", $"the body names '{body.Id}', the address '{id}'; a camera keeps its id");
        if (await service.Cameras.FindAsync(id, ct) is null) throw Missing.Camera(id);
        return (await service.Cameras.ChangeAsync(body.ToSettings(), ct)).ToResponse();
    }

    /// <summary>Stop watching a camera.</summary>
    /// <remarks>What it saw stays until retention takes it.</remarks>
    internal static async Task<NoContent> Remove(string id, IGroundingService service, CancellationToken ct) =>
        await service.Cameras.RemoveAsync(id, ct) ? TypedResults.NoContent() : throw Missing.Camera(id);

    /// <summary>Connect to a camera anew.</summary>
    internal static async Task<CameraResponse> Restart(string id, IGroundingService service, CancellationToken ct) =>
        (await service.Cameras.RestartAsync(id, ct)).ToResponse();

    /// <summary>Get a camera's newest frame.</summary>
    /// <remarks>With a width it is made quickly, for those who look again and again: the tag of the answer says which frame it is.</remarks>
    internal static async Task<Results<FileContentHttpResult, StatusCodeHttpResult>> Snapshot(
        string id, [Description("Whether its tubelets carry numbered marks; default false.")] bool? marks,
        [Description("Width in pixels, 64 to 1920, never more than the camera's; left out: as it is.")] int? width,
        HttpContext http, IGroundingService service, CancellationToken ct)
    {
        if (width is null)
        {
            var picture = await service.Cameras.SnapshotAsync(id, marks ?? false, ct);
            return TypedResults.Bytes(picture.Content, picture.MediaType);
        }

        var request = new PictureRequest
        {
            Width = Check.Range("width", width, 0, PictureRequest.Narrowest, PictureRequest.Widest),
            Marks = marks ?? false,
            After = FrameTag.Known(http.Request),
        };
        http.Response.Headers.CacheControl = "private, no-cache";
        if (await service.Cameras.PictureAsync(id, request, ct) is not { } newest) return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        http.Response.Headers.ETag = FrameTag.Of(newest.At);
        http.Response.Headers["X-Stvg-At"] = newest.At.ToString("O", CultureInfo.InvariantCulture);
        return TypedResults.Bytes(newest.Jpeg, "image/jpeg");
    }

    /// <summary>List what a camera saw.</summary>
    /// <remarks>Visits that ended in a stretch of time, newest first.</remarks>
    internal static async Task<PageResponse<TubeletResponse>> Tubelets(
        string id,
        [Description("Only what ended after this, UTC.")] UtcTime? from,
        [Description("Only what ended before this, UTC.")] UtcTime? to,
        [Description("Whether the box of every frame is part of the answer; default true.")] bool? boxes,
        [Description(Words.Cursor)] string? cursor, [Description(Words.Limit)] int? limit,
        IGroundingService service, CancellationToken ct)
    {
        Check.Order(from?.Value, to?.Value, "from");
        var page = await service.Cameras.TubeletsAsync(id, from?.Value, to?.Value, Paging.Cursor(cursor), Paging.Limit(limit), ct);
        return page.ToResponse(t => t.ToResponse(boxes ?? true));
    }
}
