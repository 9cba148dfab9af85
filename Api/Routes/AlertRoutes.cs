using System.ComponentModel;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Stvg.Api.Audit;
using Stvg.Api.Contracts;
using Stvg.Api.Mapping;
using Stvg.Api.Problems;
using Stvg.Api.Requests;
using Stvg.Api.Security;
using Stvg.Api.Streaming;
using Stvg.Core.Services;

namespace Stvg.Api.Routes;

/// <summary>Alerts and their delivery.</summary>
internal static class AlertRoutes
{
    private const string LastEventId = "Last-Event-ID";
    private const string CameraFilter = "Only of this camera.", QueryFilter = "Only of this standing query (its id).";
    private const string Boxes = "Whether the box of every frame is part of the answer; default true.";

    public static void Map(IEndpointRouteBuilder api)
    {
        var alerts = api.MapGroup("/alerts").WithTags("Alerts");
        alerts.MapMethods("", Verbs.Read, Changes).WithName("listAlerts").Needs(Role.Viewer).AuditsLook();
        alerts.MapMethods("/stream", Verbs.Read, Stream).WithName("streamAlerts").Needs(Role.Viewer).AuditsLook()
            .Produces<AlertResponse>(200, "text/event-stream");
        alerts.MapMethods("/{id}", Verbs.Read, Get).WithName("getAlert").Needs(Role.Viewer).AuditsLook().Fails(404);
        alerts.MapPost("/{id}/acknowledge", Acknowledge).WithName("acknowledgeAlert").Needs(Role.Operator).AuditsChange().Fails(404);
        api.MapMethods("/deliveries", Verbs.Read, Undelivered).WithName("listDeliveries").WithTags("Alerts").Needs(Role.Operator);
    }

    /// <summary>List changes of alerts.</summary>
    /// <remarks>
    /// In the order in which they were written. For what is new, ask again with the highest sequence number that came. With
    /// <c>newest=true</c> a list for people instead: every alert once, in its latest state, the one that changed last first.
    /// </remarks>
    internal static async Task<PageResponse<AlertResponse>> Changes(
        [Description("Only changes with a higher sequence number; left out: all that are kept.")] long? after,
        [Description("The same as after, as other lists call it; with newest=true what next of the part before was.")] long? cursor,
        [Description(CameraFilter)] string? camera, [Description(QueryFilter)] string? query,
        [Description("Whether every alert comes once, newest first; default false.")] bool? newest,
        [Description("With newest=true: only alerts that are open, or only those that are closed.")] string? state,
        [Description(Boxes)] bool? boxes, [Description(Words.Limit)] int? limit,
        IGroundingService service, CancellationToken ct)
    {
        var count = Paging.Limit(limit);
        if (newest ?? false)
        {
            if (after is not null) throw new FieldException("after", "newest=true begins with the newest and goes back: give cursor");
            var latest = await service.Alerts.NewestAsync(cursor, Filter(camera, query), IsOpen(state), count + 1, ct);
            return Part(latest, count, boxes);
        }

        if (state is not null) throw new FieldException("state", "state goes with newest=true");
        if (after is not null && cursor is not null) throw new FieldException("cursor", "after and cursor mean the same; give one of them");
        var found = await service.Alerts.ChangesAsync(Sequence("after", after ?? cursor ?? 0), Filter(camera, query), count + 1, ct);
        return Part(found, count, boxes);
    }

    /// <summary>Listen to alerts.</summary>
    /// <remarks>
    /// Server-sent events <c>opened</c>, <c>updated</c> and <c>closed</c> without end, each with an alert as its data and the sequence
    /// number as its id. With Last-Event-ID (or after) it begins with the change after that one and loses nothing; without, with what
    /// is new.
    /// </remarks>
    internal static async Task<AlertStream> Stream(
        [Description("Begin after this sequence number; Last-Event-ID goes before it.")] long? after,
        [FromHeader(Name = LastEventId)][Description("Id of the last event that was received; browsers send it.")] string? lastEventId,
        [Description(CameraFilter)] string? camera, [Description(QueryFilter)] string? query, [Description(Boxes)] bool? boxes,
        IGroundingService service, CancellationToken ct)
    {
        var latest = await service.Alerts.LatestAsync(ct);
        var begin = after is { } given ? Sequence("after", given) : latest;
        if (!string.IsNullOrEmpty(lastEventId))
        {
            begin = long.TryParse(lastEventId, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                ? id
                : throw new FieldException(LastEventId, $"{LastEventId} is '{lastEventId}'; give the id of an event");
        }

        // Waiting for a number that is far away would lose everything until then: it comes from another archive.
        if (begin > latest)
        {
            throw new FieldException(
                "after", $"there is no alert change {begin} yet, the newest is {latest}; begin without {LastEventId} and after");
        }

        return new AlertStream(begin, Filter(camera, query), boxes ?? true);
    }

    /// <summary>Get an alert in its latest state.</summary>
    internal static async Task<AlertResponse> Get(string id, IGroundingService service, CancellationToken ct) =>
        (await service.Alerts.FindAsync(id, ct) ?? throw Missing.Alert(id)).ToResponse();

    /// <summary>Acknowledge an alert.</summary>
    /// <remarks>An operator has seen it. Doing it again changes nothing.</remarks>
    internal static async Task<AlertResponse> Acknowledge(string id, HttpContext http, IGroundingService service, CancellationToken ct) =>
        (await service.Alerts.AcknowledgeAsync(id, http.Who(), ct)).ToResponse();

    /// <summary>List webhook calls that have not succeeded.</summary>
    /// <remarks>Those that wait to be tried again and those that were given up, oldest first.</remarks>
    internal static async Task<PageResponse<DeliveryResponse>> Undelivered(
        [Description(Words.Cursor)] string? cursor, [Description(Words.Limit)] int? limit,
        IGroundingService service, CancellationToken ct) =>
        (await service.Alerts.UndeliveredAsync(Paging.Cursor(cursor), Paging.Limit(limit), ct)).ToResponse(d => d.ToResponse());

    private static PageResponse<AlertResponse> Part(IReadOnlyList<AlertRecord> found, int count, bool? boxes)
    {
        var items = found.Take(count).Select(a => a.ToResponse(boxes ?? true)).ToList();
        var next = found.Count > count ? items[^1].Sequence.ToString(CultureInfo.InvariantCulture) : null;
        return new PageResponse<AlertResponse> { Items = items, Next = next };
    }

    private static bool? IsOpen(string? state) => state switch
    {
        null or "" => null,
        "open" => true,
        "closed" => false,
        _ => throw new FieldException("state", $"state is '{state}'; give open or closed"),
    };

    private static long Sequence(string field, long value) =>
        value >= 0 ? value : throw new FieldException(field, $"{field} is {value}; give a sequence number, 0 for the beginning");

    private static AlertFilter Filter(string? camera, string? query) => new(Paging.Cursor(camera), Paging.Cursor(query));
}
