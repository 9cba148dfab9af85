using Stvg.Grains.Interfaces.Wire;

namespace Stvg.Grains.Placement;

/// <summary>What this silo knows of how busy all silos are.</summary>
internal sealed class SiloLoads
{
    /// <summary>What a camera is taken to cost at least, since it may not have been measured yet: seconds of work per second.</summary>
    public const double Unmeasured = 0.02;

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
        lock (_gate)
        {
            return silos.OrderBy(s => Known(s) is { IsLeaving: true }).ThenBy(Cost)
                .ThenBy(s => s.GetConsistentHashCode()).First();
        }
    }

    /// <summary>Whether a silo said that it is about to leave.</summary>
    public bool IsLeaving(SiloAddress silo)
    {
        lock (_gate) return Known(silo) is { IsLeaving: true };
    }

    /// <summary>A camera was sent to a silo.</summary>
    public void Sent(SiloAddress silo)
    {
        lock (_gate)
        {
            var key = silo.ToParsableString();
            _sent[key] = _sent.GetValueOrDefault(key) + Unmeasured;
        }
    }

    private SiloLoad? Known(SiloAddress silo) => _known.GetValueOrDefault(silo.ToParsableString());

    private double Cost(SiloAddress silo) => (Known(silo)?.Cost ?? 0) + _sent.GetValueOrDefault(silo.ToParsableString());
}
