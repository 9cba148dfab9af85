using Stvg.Grains.Interfaces.Wire;

namespace Stvg.Grains.Placement;

/// <summary>What this silo knows of how busy all silos are, and where the cameras of a group are. Safe for concurrent use.</summary>
internal sealed class SiloLoads
{
    /// <summary>What a camera is taken to cost at least, since it may not have been measured yet: seconds of work per second.</summary>
    public const double Unmeasured = 0.02;

    // What judging a group is taken to cost. It only spreads groups of which no camera is known yet.
    private const double Judging = 0.005;

    // A camera goes to its group's silo while that is no busier than another one by such a share of its processors. By the same share
    // cameras are moved (Rebalancing), so that nothing is put where it would be taken away again.
    private const double Closeness = 0.1;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, double> _sent = new(StringComparer.Ordinal);
    private Dictionary<string, SiloLoad> _known = new(StringComparer.Ordinal);

    /// <summary>The directory told anew; what was sent before is in its numbers by now.</summary>
    public void Learn(IReadOnlyList<SiloLoad> loads)
    {
        lock (_gate)
        {
            _known = loads.ToDictionary(l => l.Address, StringComparer.Ordinal);
            _sent.Clear();
        }
    }

    /// <summary>The silo with the least work; one that is about to leave only when there is no other.</summary>
    public SiloAddress Cheapest(IReadOnlyList<SiloAddress> silos)
    {
        lock (_gate) return Least(silos, Cost);
    }

    /// <summary>The silo for a camera: that of its group, unless another one is clearly less busy.</summary>
    /// <param name="home">Where the group is; null: not known, or nowhere yet.</param>
    /// <param name="silos">Silos that it may go to.</param>
    public SiloAddress ForCamera(SiloAddress? home, IReadOnlyList<SiloAddress> silos)
    {
        lock (_gate)
        {
            var cheapest = Least(silos, Cost);
            return home is not null && silos.Contains(home) && Known(home) is not { IsLeaving: true }
                && Cost(home) <= Cost(cheapest) + Closeness
                ? home : cheapest;
        }
    }

    /// <summary>The silo for a group: where most of its cameras are; when there are none, the one with the least work.</summary>
    /// <param name="group">Number of the group.</param>
    /// <param name="silos">Silos that it may go to.</param>
    /// <param name="self">One of which it is known better than the directory knows.</param>
    /// <param name="here">Cameras of the group there.</param>
    public SiloAddress ForGroup(int group, IReadOnlyList<SiloAddress> silos, SiloAddress self, int here)
    {
        lock (_gate)
        {
            int Cameras(SiloAddress silo) => silo.Equals(self) ? here : Known(silo)?.CamerasOf(group) ?? 0;
            var most = silos.Max(Cameras);
            return Least([.. silos.Where(s => Cameras(s) == most)], s => Cost(s) + (Judging * (Known(s)?.Judged ?? 0)));
        }
    }

    /// <summary>A silo that may judge and has more cameras of a group than another one; null: there is none.</summary>
    public SiloAddress? Closer(int group, SiloAddress than, int here)
    {
        lock (_gate)
        {
            var best = _known.Values.Where(l => l is { HasQueries: true, IsLeaving: false } && l.Address != than.ToParsableString())
                .MaxBy(l => l.CamerasOf(group));
            return best is not null && best.CamerasOf(group) > here ? SiloAddress.FromParsableString(best.Address) : null;
        }
    }

    /// <summary>Whether a silo said that it is about to leave.</summary>
    public bool IsLeaving(SiloAddress silo)
    {
        lock (_gate) return Known(silo) is { IsLeaving: true };
    }

    /// <summary>A camera was sent to a silo.</summary>
    public void SentCamera(SiloAddress silo) => Sent(silo, Unmeasured);

    /// <summary>A group was sent to a silo.</summary>
    public void SentGroup(SiloAddress silo) => Sent(silo, Judging);

    private void Sent(SiloAddress silo, double cost)
    {
        lock (_gate)
        {
            var key = silo.ToParsableString();
            _sent[key] = _sent.GetValueOrDefault(key) + cost;
        }
    }

    private SiloAddress Least(IReadOnlyList<SiloAddress> silos, Func<SiloAddress, double> cost) =>
        silos.OrderBy(s => Known(s) is { IsLeaving: true }).ThenBy(cost).ThenBy(s => s.GetConsistentHashCode()).First();

    private SiloLoad? Known(SiloAddress silo) => _known.GetValueOrDefault(silo.ToParsableString());

    private double Cost(SiloAddress silo) => (Known(silo)?.Cost ?? 0) + _sent.GetValueOrDefault(silo.ToParsableString());
}
