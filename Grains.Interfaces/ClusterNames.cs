using System.Globalization;
using System.Numerics;
using System.Text;

namespace Stvg.Grains.Interfaces;

/// <summary>Names that all silos of a cluster have to agree on.</summary>
public static class ClusterNames
{
    /// <summary>The stream provider of camera updates.</summary>
    public const string StreamProvider = "updates";

    /// <summary>Namespace of the streams of camera updates; their keys are those of the query grains that judge them.</summary>
    public const string UpdateStreams = "stvg.updates";

    /// <summary>The storage of grain state.</summary>
    public const string Storage = "stvg";

    /// <summary>Key of the one directory.</summary>
    public const string Directory = "directory";

    /// <summary>Key of the one grain that owes webhook calls.</summary>
    public const string Deliveries = "deliveries";

    /// <summary>What a silo may be for: <c>Orleans:Metadata:roles</c>, separated by commas.</summary>
    public const string Roles = "roles";

    /// <summary>
    /// Devices that a silo has: <c>Orleans:Metadata:accelerator</c>, separated by commas ("cuda:0,cuda:1"); <c>cpu</c> where none.
    /// </summary>
    public const string Accelerator = "accelerator";

    /// <summary>The name of a silo that its inference grains' keys begin with: <c>Orleans:Metadata:host</c>.</summary>
    public const string Host = "host";

    /// <summary>Key of the query grain that judges a camera's updates.</summary>
    /// <param name="cameraId">The camera.</param>
    /// <param name="groups">How many such grains the cluster has; the same on every silo, for ever.</param>
    public static string GroupOf(string cameraId, int groups)
    {
        ArgumentNullException.ThrowIfNull(cameraId);
        return Group(GroupNumberOf(cameraId, groups));
    }

    /// <summary>The number of that query grain, from 0.</summary>
    public static int GroupNumberOf(string cameraId, int groups) => (int)(Hash(cameraId) % (uint)groups);

    /// <summary>A number that every process gives the same text.</summary>
    public static uint Hash(string text)
    {
        uint hash = 0;
        foreach (var b in Encoding.UTF8.GetBytes(text)) hash = BitOperations.Crc32C(hash, b);
        return hash;
    }

    /// <summary>Key of a query grain by its number.</summary>
    public static string Group(int number) => string.Create(CultureInfo.InvariantCulture, $"group-{number}");

    /// <summary>Key of the inference grain of a device.</summary>
    public static string Device(string host, string device) => $"{host}/{device}";
}
