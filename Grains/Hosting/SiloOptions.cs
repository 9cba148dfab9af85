using Stvg.Embedded.Live;

namespace Stvg.Grains.Hosting;

/// <summary>What one silo is for, and what the whole cluster agrees on.</summary>
public sealed record SiloOptions
{
    /// <summary>Number of query grains: cameras are spread over them. The same on every silo of a cluster, for ever.</summary>
    public const int DefaultGroups = 32;

    /// <summary>All roles.</summary>
    public static IReadOnlyList<string> AllRoles { get; } = [RoleNames.Camera, RoleNames.Query, RoleNames.Inference, RoleNames.Gateway];

    /// <summary>Its name: unique in the cluster, and the same after a restart.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for (<see cref="RoleNames"/>).</summary>
    public IReadOnlyList<string> Roles { get; init; } = AllRoles;

    /// <summary>Devices of its inference grains: <c>cpu</c>, <c>cuda:0</c> …</summary>
    public IReadOnlyList<string> Devices { get; init; } = ["cpu"];

    /// <summary>See <see cref="DefaultGroups"/>.</summary>
    public int Groups { get; init; } = DefaultGroups;

    /// <summary>Everything that is as in one process: archive, folders, detector, recording, webhooks.</summary>
    public required ServerOptions Server { get; init; }

    /// <summary>How often the silo tells the directory how it fares, and a camera asks its group whether it keeps up.</summary>
    public TimeSpan ReportEvery { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How often a camera's memory is written whose group is on another silo: the group knows better who is in the picture, and this is for
    /// when both are lost. With the group on the same silo it is written with every report.
    /// </summary>
    public TimeSpan RememberEvery { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a group reads its standing queries again, and looks for cameras that are lost.</summary>
    public TimeSpan ReloadEvery { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How often a group looks whether most of its cameras are on another silo; when they were twice, it goes there.</summary>
    public TimeSpan FollowEvery { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// A camera that has told its group nothing for so long is taken to be lost, and what is open in front of it closes. Longer than
    /// cameras take to come back, and than any of them looks at nothing.
    /// </summary>
    public TimeSpan SilentFor { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a silo that was told to end may take to hand its cameras over.</summary>
    public TimeSpan DrainFor { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>A device of this silo with so many frames waiting is full: cameras ask elsewhere.</summary>
    public int FullAt { get; init; } = 8;

    /// <summary>How long another silo's device may take for a frame.</summary>
    public TimeSpan RemoteTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How long a question how a clip goes may wait for an answer: well below the time after which the runtime gives a call up.
    /// </summary>
    public TimeSpan ClipPoll { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A clip or search that nobody has asked about for so long is given up: whoever asked for it is lost.</summary>
    public TimeSpan ClipLease { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Whether it has a role.</summary>
    public bool Has(string role) => Roles.Contains(role, StringComparer.Ordinal);
}

/// <summary>Names of roles.</summary>
public static class RoleNames
{
    /// <summary>Cameras: decoding, tracking.</summary>
    public const string Camera = "camera";

    /// <summary>Standing queries.</summary>
    public const string Query = "query";

    /// <summary>Networks.</summary>
    public const string Inference = "inference";

    /// <summary>The HTTP API.</summary>
    public const string Gateway = "gateway";
}
