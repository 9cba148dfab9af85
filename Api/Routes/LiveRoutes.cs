using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stvg.Api.Audit;
using Stvg.Api.Contracts;
using Stvg.Api.Requests;
using Stvg.Api.Security;
using Stvg.Api.Streaming;
using Stvg.Core.Services;

namespace Stvg.Api.Routes;

/// <summary>A camera's picture as it changes.</summary>
internal static class LiveRoutes
{
    private const int DefaultRate = 5, HighestRate = 15, DefaultWidth = 960;

    public static void Map(IEndpointRouteBuilder api)
    {
        var cameras = api.MapGroup("/cameras").WithTags("Cameras");
        cameras.MapMethods("/{id}/live", Verbs.Read, Objects).WithName("streamObjects").Needs(Role.Viewer).AuditsLook().Fails(404)
            .Produces<LiveBody>(200, "text/event-stream");
        cameras.MapMethods("/{id}/stream.mjpeg", Verbs.Read, Video).WithName("streamVideo").Needs(Role.Viewer).AuditsLook().Fails(404)
            .Produces(200, contentType: "multipart/x-mixed-replace");
    }

    /// <summary>Listen to what is in the picture.</summary>
    /// <remarks>Server-sent events <c>objects</c>, a few a second while the picture changes: boxes to draw over it.</remarks>
    internal static async Task<ObjectStream> Objects(string id, IGroundingService service, CancellationToken ct) =>
        new((await service.Cameras.FindAsync(id, ct) ?? throw Missing.Camera(id)).Settings.Id);

    /// <summary>Watch a camera.</summary>
    /// <remarks>Motion JPEG: the newest frames, one after the other, as fast as the client takes them and at most as often as asked.</remarks>
    internal static async Task<VideoStream> Video(
        string id,
        [Description("At most so many pictures a second, 1 to 15; default 5.")] int? fps,
        [Description("Width of the pictures in pixels, 64 to 1920, never more than the camera's; default 960.")] int? width,
        [Description("Whether tubelets carry numbered marks; default false.")] bool? marks,
        IGroundingService service, CancellationToken ct)
    {
        var rate = Check.Range("fps", fps, DefaultRate, 1, HighestRate);
        var wide = Check.Range("width", width, DefaultWidth, PictureRequest.Narrowest, PictureRequest.Widest);
        if (await service.Cameras.FindAsync(id, ct) is null) throw Missing.Camera(id);
        return new VideoStream(id, rate, new PictureRequest { Width = wide, Marks = marks ?? false });
    }
}
