using System.Collections.Concurrent;
using Stvg.Core.Queries;
using Stvg.Embedded.Live.Verification;
using Stvg.Grains.Cameras;
using Stvg.Grains.Interfaces;
using Stvg.Grains.Queries;
using Stvg.Models.Catalogue;
using Stvg.Models.Inference;
using Stvg.Storage;
using Stvg.Video.Live;

namespace Stvg.Grains.Hosting;

/// <summary>What the grains of one silo share.</summary>
internal sealed class SiloParts : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<InferenceWorker>> _workers = new(StringComparer.Ordinal);
    private int _judged;
    private readonly ConcurrentDictionary<string, GroupInbox> _inboxes = new(StringComparer.Ordinal);

    public SiloParts(SiloOptions options, IArchive archive, QueryParser parser, ModelEntry? detector)
    {
        (Options, Archive, Detector) = (options, archive, detector);
        Post = new Postman(options.Server.Time);
        Planner = new QueryPlanner(parser);
        Search = new TubeSearch(archive, parser.Parse);
        Policy = new SourcePolicy(options.Server.MediaFolders);
        Judge = JudgeParts.Open(options.Server, archive);
    }

    public SiloOptions Options { get; }

    public IArchive Archive { get; }

    /// <summary>The detector of cameras; null where none are watched.</summary>
    public ModelEntry? Detector { get; }

    public QueryPlanner Planner { get; }

    public TubeSearch Search { get; }

    public SourcePolicy Policy { get; }

    /// <summary>The multimodal model that may be asked; null: none.</summary>
    public JudgeParts? Judge { get; }

    public TimeProvider Time => Options.Server.Time;

    /// <summary>Cameras that are watched here, by id.</summary>
    public ConcurrentDictionary<string, ILocalCamera> Cameras { get; } = new(StringComparer.Ordinal);

    /// <summary>What cameras of this silo told groups of this silo lately, by camera.</summary>
    public ConcurrentDictionary<string, RecentUpdates> Updates { get; } = new(StringComparer.Ordinal);

    /// <summary>What cameras of this silo have to tell a group of this silo.</summary>
    public GroupInbox Inbox(string group) => _inboxes.GetOrAdd(group, static _ => new GroupInbox());

    /// <summary>Calls groups of this silo that have something there.</summary>
    public Postman Post { get; }

    /// <summary>Devices of this silo that grains may use.</summary>
    public IReadOnlyList<string> Devices => Options.Has(RoleNames.Inference) ? Options.Devices : [];

    /// <summary>Groups of cameras that are judged here.</summary>
    public int Judged => Volatile.Read(ref _judged);

    /// <summary>A group begins, or ends, to be judged here.</summary>
    public void Judges(bool begins) => Interlocked.Add(ref _judged, begins ? 1 : -1);

    /// <summary>The number of a camera's group.</summary>
    public int GroupOf(string cameraId) => ClusterNames.GroupNumberOf(cameraId, Options.Groups);

    /// <summary>Cameras of a group that are watched here.</summary>
    public int CamerasOf(int group) => Cameras.Keys.Count(id => GroupOf(id) == group);

    /// <summary>Whether the silo is about to leave.</summary>
    public bool IsLeaving { get; set; }

    /// <summary>The worker of a device of this silo; started when it is first asked for.</summary>
    public InferenceWorker Worker(string device) => _workers.GetOrAdd(
        device, d => new Lazy<InferenceWorker>(() => new InferenceWorker(Options.Server.Inference with { Device = d }))).Value;

    /// <summary>Workers that run.</summary>
    public IEnumerable<(string Device, InferenceWorker Worker)> Workers =>
        _workers.Where(w => w.Value.IsValueCreated).Select(w => (w.Key, w.Value.Value));

    public async ValueTask DisposeAsync()
    {
        foreach (var (_, worker) in Workers.ToList()) await worker.DisposeAsync().ConfigureAwait(false);
        Judge?.Dispose();
        await Archive.DisposeAsync().ConfigureAwait(false);
    }
}
