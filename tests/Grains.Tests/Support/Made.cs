using Orleans.Streams;
using Microsoft.Extensions.DependencyInjection;
using Stvg.Core.Cameras;
using Stvg.Grains.Interfaces;
using Stvg.Grains.Interfaces.Wire;
using Stvg.Storage;

namespace Stvg.Grains.Tests.Support;

/// <summary>Small things that tests need.</summary>
internal static class Made
{
    /// <summary>A camera that ended: nobody watches it, whoever asks.</summary>
    public static CameraRecord Camera(string id) => new()
    {
        Settings = new CameraSettings { Id = id, Source = "/dev/video0", Recording = false }, AddedAt = Core.Tests.Alerts.Replay.Epoch,
            Ended = true,
    };

    /// <summary>The stream of a camera's group, from inside a silo.</summary>
    public static IAsyncStream<UpdateParcel> Stream(this TestCluster cluster, string cameraId) => cluster.Cluster.Silos[0].ServiceProvider
        .GetRequiredKeyedService<IStreamProvider>(ClusterNames.StreamProvider)
        .GetStream<UpdateParcel>(StreamId.Create(ClusterNames.UpdateStreams, TestCluster.GroupOf(cameraId)));
}
