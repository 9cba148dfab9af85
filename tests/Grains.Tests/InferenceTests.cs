using System.Buffers;
using Microsoft.Extensions.DependencyInjection;
using Stvg.Core.Frames;
using Stvg.Grains.Hosting;
using Stvg.Grains.Inference;
using Stvg.Grains.Interfaces;
using Stvg.Grains.Tests.Support;
using Stvg.Models.Catalogue;
using Stvg.Models.Inference;

namespace Stvg.Grains.Tests;

/// <summary>Frames of a silo without a device, looked at by the devices of others, with the real detector.</summary>
public sealed class InferenceTests(ITestOutputHelper output)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static readonly ModelEntry s_detector = ModelCatalogue.BuiltIn.Get(ModelCatalogue.DefaultDetector);

    [Fact]
    public async Task Frames_whose_device_dies_are_looked_at_by_another_each_once()
    {
        string[][] roles = [[RoleNames.Camera, RoleNames.Query, RoleNames.Gateway], [RoleNames.Inference], [RoleNames.Inference]];
        await using var cluster = await TestCluster.StartAsync(roles: i => roles[i], detector: s_detector);
        var detectors = cluster.SiloCalled("Silo_0").ServiceProvider.GetRequiredService<ClusterDetectors>();
        using var line = await detectors.OpenAsync("gate", s_detector, new FrameSize(768, 576), QueuePolicy.Lossless, Ct);

        var found = new List<int>();
        for (var i = 0; i < 60; i++)
        {
            using var frame = Frame(i, line.InputSize);
            var looking = line.FindAsync(frame, Ct).AsTask();
            if (i == 20)
            {
                var reports = new[] { "Silo_1", "Silo_2" }.Select(
                    s => cluster.Grains.GetGrain<IInferenceGrain>(ClusterNames.Device(s, "cpu")).ReportAsync());
                var busy = (await Task.WhenAll(reports)).MaxBy(r => r.Frames)!;
                await cluster.Cluster.KillSiloAsync(cluster.SiloCalled(busy.Silo), Ct); // in the middle of this frame
            }

            using var objects = await looking;
            Assert.NotNull(objects);
            found.Add(objects.Detections.Length);
        }

        output.WriteLine($"60 frames, {found.Sum()} detections");
        Assert.Equal(60, found.Count);
        // The same picture every time, whoever looks at it.
        Assert.Single(found.Distinct());
    }

    [Fact]
    public async Task What_another_silo_finds_is_what_this_one_would_find()
    {
        string[][] roles = [[RoleNames.Camera, RoleNames.Query, RoleNames.Gateway], [RoleNames.Inference]];
        await using var cluster = await TestCluster.StartAsync(silos: 2, roles: i => roles[i], detector: s_detector);
        var size = new FrameSize(768, 576);
        await using var worker = new InferenceWorker(new InferenceOptions());
        using var here = worker.Register("gate", s_detector, size, QueuePolicy.Lossless);
        using var there = await cluster.SiloCalled("Silo_0").ServiceProvider.GetRequiredService<ClusterDetectors>()
            .OpenAsync("gate", s_detector, size, QueuePolicy.Lossless, Ct);
        Assert.Equal(here.InputSize, there.InputSize);
        Assert.Equal(here.Classes, there.Classes);
        using var frame = Frame(1, here.InputSize);
        using var mine = await here.DetectAsync(frame, Ct);
        using var theirs = await there.FindAsync(frame, Ct);
        Assert.Equal(mine!.Detections.ToArray(), theirs!.Detections.ToArray());
        Assert.NotEmpty(mine.Detections.ToArray());
        var (a, b) = (mine.Features!.Value, theirs.Features!.Value);
        Assert.Equal((a.Width, a.Height, a.Channels, a.PixelsPerCell), (b.Width, b.Height, b.Channels, b.PixelsPerCell));
        // Below the objects the features are the same but for rounding to 256 steps.
        var box = mine.Detections[0].Box;
        var cell = (((int)(box.CenterY / a.PixelsPerCell) * a.Width) + (int)(box.CenterX / a.PixelsPerCell)) * a.Channels;
        var range = a.Values.ToArray().Max() - a.Values.ToArray().Min();
        for (var c = 0; c < a.Channels; c++) Assert.Equal(a.Values.Span[cell + c], b.Values.Span[cell + c], range / 200);
    }

    /// <summary>A grey picture with dark and light bars, in which the detector sees something or other.</summary>
    private static Frame Frame(int number, FrameSize input)
    {
        int width = (int)input.Width, height = (int)input.Height;
        var buffer = MemoryPool<byte>.Shared.Rent(width * height * 3);
        var pixels = buffer.Memory[..(width * height * 3)];
        for (var y = 0; y < height; y++)
        for (var x = 0; x < width; x++)
        {
            var person = Math.Abs(x - (width / 2)) < width / 16 && y > height / 4 && y < height * 9 / 10;
            var head = ((x - (width / 2)) * (x - (width / 2))) + ((y - (height / 5)) * (y - (height / 5))) < width * width / 400;
            pixels.Span.Slice(((y * width) + x) * 3, 3).Fill(head ? (byte)150 : person ? (byte)40 : (byte)(180 + (y * 40 / height)));
        }

        var view = new ImageView(pixels, width, height, width * 3);
        return new Frame("gate", number, TimeSpan.Zero, new FrameSize(768, 576), view, new DetectorInput(view, width, height), buffer);
    }
}
