using System.Collections.Immutable;
using Stvg.Core.Alerts.Meanings;
using Stvg.Core.Frames;
using Stvg.Core.Queries;

namespace Stvg.Core.Alerts.Watching;

/// <summary>One standing query on watch.</summary>
internal sealed class Watch
{
    private readonly Dictionary<string, WatchAtCamera> _cameras = new(StringComparer.Ordinal);

    /// <summary>Puts a query on watch.</summary>
    /// <param name="query">As the user gave it.</param>
    /// <param name="meaning">What its plan means.</param>
    /// <param name="plan">Its plan.</param>
    /// <param name="order">For every part of the meaning, the plan's sub-query that it is.</param>
    /// <param name="number">Unique, never used again.</param>
    public Watch(StandingQuery query, Meaning meaning, QueryPlan plan, ImmutableArray<string> order, int number)
    {
        (Query, Meaning, Number) = (query, meaning, number);
        Evidence = [.. plan.SubQueries.Where(s => order.Contains(s.Id)).Select(s => (s.Id, order.IndexOf(s.Id)))];
    }

    /// <summary>As the user gave it.</summary>
    public StandingQuery Query { get; }

    /// <summary>What it means.</summary>
    public Meaning Meaning { get; }

    /// <summary>Its number.</summary>
    public int Number { get; }

    /// <summary>Ids of the judged sub-queries in the plan's order, each with its place among the meaning's parts.</summary>
    public ImmutableArray<(string Id, int Part)> Evidence { get; }

    /// <summary>What happened on each camera.</summary>
    public IEnumerable<WatchAtCamera> Cameras => _cameras.Values;

    /// <summary>Alerts that are open, over all cameras.</summary>
    public int Open => _cameras.Values.Sum(c => c.Cases.Count(a => a.IsOpen));

    /// <summary>Forgets what happened on a camera.</summary>
    public void Forget(string cameraId) => _cameras.Remove(cameraId);

    /// <summary>What happened on a camera.</summary>
    public WatchAtCamera At(CameraWatch camera)
    {
        if (!_cameras.TryGetValue(camera.Id, out var at)) _cameras[camera.Id] = at = new WatchAtCamera(this, camera);
        return at;
    }
}

/// <summary>One standing query on one camera.</summary>
internal sealed class WatchAtCamera(Watch watch, CameraWatch camera)
{
    private Polygon[]? _zones;
    private long _zonesVersion = -1;

    /// <summary>The query.</summary>
    public Watch Watch { get; } = watch;

    /// <summary>The camera.</summary>
    public CameraWatch Camera { get; } = camera;

    /// <summary>When an alert was last opened.</summary>
    public DateTimeOffset? LastOpened { get; set; } = camera.LastOpening(watch.Query.Id);

    /// <summary>What happened to each object, as far as it is remembered.</summary>
    public List<AlertCase> Cases { get; } = [];

    /// <summary>Where objects have to stand; null: anywhere, none: nowhere.</summary>
    public Polygon[]? Zones
    {
        get
        {
            if (Watch.Query.Zones.IsDefaultOrEmpty) return null;
            if (_zonesVersion != Camera.ZonesVersion) (_zones, _zonesVersion) = (Camera.ZonesNamed(Watch.Query.Zones), Camera.ZonesVersion);
            return _zones;
        }
    }

    /// <summary>Whether the query is on watch at a moment.</summary>
    public bool IsScheduled(DateTimeOffset moment) => Watch.Query.Schedule is not { } schedule || schedule.Covers(moment);
}
