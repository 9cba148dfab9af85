using Microsoft.ML.OnnxRuntime;
using Stvg.Core;
using Stvg.Core.Frames;
using Stvg.Core.Tubelets.Bodies;
using Stvg.Models.Catalogue;
using Stvg.Models.Detectors;

namespace Stvg.Models.Poses;

/// <summary>
/// MoveNet (single pose): joints of one person in a square crop around the box. Keeps all its memory, so it costs no allocation and is not
/// for several threads at once.
/// </summary>
public sealed class PoseEstimator : IPoseEstimator, IDisposable
{
    // What the box leaves out of arms and feet, and some room that the network was trained with.
    private const float Margin = 1.3f;

    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();
    private readonly OrtIoBinding _binding;
    private readonly OrtValue _input, _output;
    private readonly int[] _pixels;
    private readonly float[] _joints;
    private readonly int _side;

    private PoseEstimator(InferenceSession session, string input, int side, string output)
    {
        (_session, _side) = (session, side);
        _pixels = GC.AllocateArray<int>(side * side * 3, pinned: true);
        _joints = GC.AllocateArray<float>(IPoseEstimator.Joints * 3, pinned: true);
        _input = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, _pixels.AsMemory(), [1, side, side, 3]);
        _output = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, _joints.AsMemory(), [1, 1, IPoseEstimator.Joints, 3]);
        _binding = session.CreateIoBinding();
        _binding.BindInput(input, _input);
        _binding.BindOutput(output, _output);
    }

    /// <summary>Opens an installed pose model of the default store.</summary>
    /// <param name="model">A pose model of the catalogue.</param>
    /// <param name="options">Threads and device; defaults when null.</param>
    /// <exception cref="StvgException">The model is not installed, is no pose model, or its file has other inputs or outputs.</exception>
    public static PoseEstimator Open(ModelEntry model, DetectorOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.Kind != ModelKind.Pose) throw new StvgException($"'{model.Name}' is no pose model: 'stvg models list' shows which are");
        var session = OnnxSession.Create(new ModelStore().PathOf(model), options ?? new(), []);
        if (session.InputMetadata.Count == 1 && session.InputMetadata.First() is { Value: { } input } first && input.ElementType == typeof(int)
            && input.Dimensions is [_, > 0 and var side, var width, 3] && width == side
            && session.OutputMetadata.Count == 1 && session.OutputMetadata.First() is { Value: { } output } last
            && output.ElementType == typeof(float) && output.Dimensions.Aggregate(1, (a, b) => a * Math.Max(1, b)) == IPoseEstimator.Joints * 3)
            return new PoseEstimator(session, first.Key, side, last.Key);
        session.Dispose();
        throw new StvgException($"the network of model '{model.Name}' is no single-pose network with an int32 picture and 17 joints");
    }

    /// <inheritdoc/>
    public void Estimate(Frame frame, in Box box, Span<JointPoint> joints)
    {
        ArgumentNullException.ThrowIfNull(frame);
        var side = Margin * MathF.Max(1, MathF.Max(box.Width, box.Height));
        float left = box.CenterX - (side / 2), top = box.CenterY - (side / 2);
        Crop(frame.Image, left * frame.ImageScale, top * frame.ImageScale, side * frame.ImageScale);
        _session.RunWithBinding(_run, _binding);
        for (var i = 0; i < IPoseEstimator.Joints; i++)
            joints[i] = new JointPoint(left + (_joints[(3 * i) + 1] * side), top + (_joints[3 * i] * side), _joints[(3 * i) + 2]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _binding.Dispose();
        _input.Dispose();
        _output.Dispose();
        _run.Dispose();
        _session.Dispose();
    }

    /// <summary>Fills the input with a square of the picture, bilinear, RGB; black outside.</summary>
    private void Crop(in ImageView image, float left, float top, float side)
    {
        var step = side / _side;
        var target = 0;
        for (var row = 0; row < _side; row++)
        {
            var y = top + ((row + 0.5f) * step) - 0.5f;
            int y0 = (int)MathF.Floor(y), fy = (int)((y - y0) * 256);
            if (y0 < 0 || y0 + 1 >= image.Height)
            {
                _pixels.AsSpan(target, 3 * _side).Clear();
                target += 3 * _side;
                continue;
            }

            ReadOnlySpan<byte> upper = image.Row(y0), lower = image.Row(y0 + 1);
            for (var column = 0; column < _side; column++, target += 3)
            {
                var x = left + ((column + 0.5f) * step) - 0.5f;
                int x0 = (int)MathF.Floor(x), fx = (int)((x - x0) * 256), at = 3 * x0;
                if (x0 < 0 || x0 + 1 >= image.Width)
                {
                    _pixels.AsSpan(target, 3).Clear();
                    continue;
                }

                for (var c = 0; c < 3; c++)
                {
                    var a = (upper[at + c] * (256 - fx)) + (upper[at + 3 + c] * fx);
                    var b = (lower[at + c] * (256 - fx)) + (lower[at + 3 + c] * fx);
                    _pixels[target + 2 - c] = ((a * (256 - fy)) + (b * fy)) >> 16;
                }
            }
        }
    }
}
