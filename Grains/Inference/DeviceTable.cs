using Stvg.Grains.Hosting;
using Stvg.Grains.Interfaces;
using Stvg.Grains.Interfaces.Wire;

namespace Stvg.Grains.Inference;

/// <summary>The devices of other silos, as the directory told of them last, and which of them did not answer lately.</summary>
internal sealed class DeviceTable(SiloParts silo)
{
    // A device that failed is left alone for so long: by then its silo is known to be dead, or is back.
    private static readonly TimeSpan s_shunned = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, long> _failedAt = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _sent = new(StringComparer.Ordinal);
    private DeviceReport[] _known = [];

    /// <summary>The directory told anew.</summary>
    public void Learn(IEnumerable<DeviceReport> reports)
    {
        var others = reports.Where(d => d.Silo != silo.Options.Name).ToArray();
        lock (_gate)
        {
            _known = others;
            _sent.Clear();
        }
    }

    /// <summary>Keys of devices elsewhere, the best first: accelerators before processors, then who has least to do.</summary>
    public List<string> Others()
    {
        lock (_gate)
        {
            return [.. _known
                .Select(d => (Report: d, Key: ClusterNames.Device(d.Silo, d.Device)))
                .Where(d => !_failedAt.TryGetValue(d.Key, out var at) || silo.Time.GetElapsedTime(at) > s_shunned)
                .OrderBy(d => d.Report.Device == "cpu").ThenBy(d => d.Report.Waiting + _sent.GetValueOrDefault(d.Key))
                    .ThenBy(d => d.Report.Cameras)
                .Select(d => d.Key)];
        }
    }

    /// <summary>A frame goes there.</summary>
    public void Sent(string key)
    {
        lock (_gate) _sent[key] = _sent.GetValueOrDefault(key) + 1;
    }

    /// <summary>It came back, or never will.</summary>
    public void Done(string key, bool failed)
    {
        lock (_gate)
        {
            if (_sent.TryGetValue(key, out var waiting) && waiting > 0) _sent[key] = waiting - 1;
            if (failed) _failedAt[key] = silo.Time.GetTimestamp();
            else _failedAt.Remove(key);
        }
    }
}
