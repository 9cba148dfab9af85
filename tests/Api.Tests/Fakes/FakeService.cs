using Stvg.Core.Services;

namespace Stvg.Api.Tests.Fakes;

/// <summary>The product in memory: small, but keeps every promise that the port makes.</summary>
internal sealed class FakeService : IGroundingService
{
    public FakeCameras Cameras { get; } = new();

    public FakeQueries Queries { get; } = new();

    public FakeAlerts Alerts { get; } = new();

    public FakeTubes Tubes { get; } = new();

    public FakeClips Clips { get; } = new();

    public FakeSystem System { get; } = new();

    ICameraService IGroundingService.Cameras => Cameras;

    IQueryService IGroundingService.Queries => Queries;

    IAlertService IGroundingService.Alerts => Alerts;

    ITubeService IGroundingService.Tubes => Tubes;

    IClipService IGroundingService.Clips => Clips;

    ISystemService IGroundingService.System => System;

    /// <summary>A part of a list whose cursor is a place in it.</summary>
    public static Page<T> Part<T>(IReadOnlyList<T> all, string? cursor, int limit)
    {
        var begin = 0;
        if (cursor is not null && !int.TryParse(cursor, out begin))
            throw new ServiceException(ServiceError.Invalid, $"'{cursor}' is not a cursor");
        var items = all.Skip(begin).Take(limit).ToList();
        return new Page<T>(items, begin + limit < all.Count ? $"{begin + limit}" : null);
    }

    public static void CheckId(string id)
    {
        if (id.Length is 0 or > 64 || !id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_'))
            throw new ServiceException(ServiceError.Invalid, $"'{id}' is not an id; use at most 64 lower-case letters, digits, '-' and '_'");
    }
}
