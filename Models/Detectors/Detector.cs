using Microsoft.ML.OnnxRuntime;
using Stvg.Core;
using Stvg.Core.Frames;
using Stvg.Models.Catalogue;

namespace Stvg.Models.Detectors;

/// <summary>
/// Finds objects in frames of one size with one network. Keeps all its memory, so a frame costs no allocation; therefore not
/// for several threads at once.
/// </summary>
/// <example>
/// <code>
/// using var detector = Detector.Open(ModelCatalogue.BuiltIn.Get("nanodet"), new FrameSize(768, 576));
/// // ... ask the video source for frames with a detector input of detector.InputSize ...
/// var found = new DetectionBuffer();
/// detector.Detect(frame, found);
/// foreach (var detection in found.Detections) Console.WriteLine(detection);
/// </code>
/// </example>
public sealed class Detector : IDisposable
{
    private readonly OnnxSession _session;
    private readonly Place[] _places; // of a batch
    private readonly Candidates _candidates = new();
    private readonly OutputFormat _format;
    private readonly float _minScore;
    private readonly int _maxDetections;

    private Detector(ModelEntry model, OnnxSession session, FrameSize inputSize, DetectorOptions options)
    {
        (Model, _session, InputSize, _format) = (model, session, inputSize, model.Output!);
        (_minScore, _maxDetections) = (options.MinScore ?? _format.ScoreThreshold, options.MaxDetections);
        var (width, height) = inputSize;
        var names = ChooseOutputs(session, _format, options.Features);
        var batch = options.MaxBatch > 1 && session.TakesBatches(names) ? options.MaxBatch : 1;
        var picture = 3 * width * height;
        var tensor = GC.AllocateArray<float>(batch * picture, pinned: true);
        int[] shape = model.Input!.Layout == TensorLayout.Nchw ? [1, 3, height, width] : [1, height, width, 3];
        var outputs = session.Bind(tensor, shape, batch, names);
        var features = outputs.FirstOrDefault(o => o.Name == _format.Features);
        if (features is { Shape: not [1, _, _, _] }) throw new StvgException($"its features {features} are not [1,height,width,channels]");
        _places = [.. Enumerable.Range(0, batch).Select(i => new Place(
            new InputWriter(model.Input!, inputSize, tensor.AsMemory(i * picture, picture)),
            CreateDecoder(_format, [.. outputs.Where(o => o != features).Select(o => o.OfPicture(i))], inputSize),
            features?.OfPicture(i)))];
    }

    /// <summary>The network's description.</summary>
    public ModelEntry Model { get; }

    /// <summary>
    /// Size of the picture that <see cref="Detect(Frame, DetectionBuffer)"/> wants, chosen by the video's aspect ratio;
    /// networks with a fixed size have that.
    /// </summary>
    public FrameSize InputSize { get; }

    /// <summary>Most frames of one run: <see cref="DetectorOptions.MaxBatch"/> where the network's file allows for it, else 1.</summary>
    public int MaxBatch => _places.Length;

    /// <summary>Class names by <see cref="Detection.Class"/>.</summary>
    public IReadOnlyList<string> Classes => _format.Classes;

    /// <summary>Opens an installed model of the default store.</summary>
    /// <param name="model">A detector of the catalogue.</param>
    /// <param name="videoSize">Size of the frames to come, in pixels.</param>
    /// <param name="options">Threads, device, thresholds; defaults when null.</param>
    /// <exception cref="StvgException">The model is not installed, is no detector, or its file does not fit its description.</exception>
    public static Detector Open(ModelEntry model, FrameSize videoSize, DetectorOptions? options = null) =>
        Open(model, new ModelStore(), videoSize, options);

    /// <summary>Opens an installed model of a store.</summary>
    /// <inheritdoc cref="Open(ModelEntry, FrameSize, DetectorOptions?)"/>
    public static Detector Open(ModelEntry model, ModelStore store, FrameSize videoSize, DetectorOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(store);
        options ??= new();
        if (model is not { Kind: ModelKind.Detector, Input: { } input, Output: not null })
            throw new StvgException($"'{model.Name}' is no detector: choose one with 'stvg models list'");
        var wanted = InputGeometry.Choose(videoSize, input);
        var session = OnnxSession.Open(store.PathOf(model), options, NamedSizes(wanted, options.MaxBatch));
        try
        {
            return new Detector(model, session, FixedSize(session, input.Layout) ?? wanted, options);
        }
        catch (Exception e) when (e is StvgException or OnnxRuntimeException)
        {
            session.Dispose();
            var reason = e.Message.ReplaceLineEndings(" ");
            throw new StvgException($"the network of model '{model.Name}' does not fit its description: {reason}", e);
        }
    }

    /// <summary>Finds the objects of a frame.</summary>
    /// <param name="frame">A frame whose source was asked for a detector input of <see cref="InputSize"/>.</param>
    /// <param name="result">Emptied, then filled; boxes in pixels of the original frame, clipped to it.</param>
    /// <exception cref="ArgumentException">The frame carries no detector input, or one of another size.</exception>
    public void Detect(Frame frame, DetectionBuffer result)
    {
        ArgumentNullException.ThrowIfNull(frame);
        Detect(InputOf(frame), frame.Size, result);
    }

    /// <summary>Finds the objects of several frames, of one camera or of several, in one run of the network.</summary>
    /// <param name="frames">At most <see cref="MaxBatch"/> frames.</param>
    /// <param name="results">One for each frame: emptied, then filled. Features of all are valid until the detector runs again.</param>
    /// <exception cref="ArgumentException">A frame carries no detector input, or one of another size; too many frames, too few
    /// results.</exception>
    public void Detect(ReadOnlySpan<Frame> frames, ReadOnlySpan<DetectionBuffer> results)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(frames.Length, MaxBatch, nameof(frames));
        ArgumentOutOfRangeException.ThrowIfLessThan(results.Length, frames.Length, nameof(results));
        if (frames.IsEmpty) return;
        for (var i = 0; i < frames.Length; i++) Write(i, InputOf(frames[i]));
        _session.Run(frames.Length);
        for (var i = 0; i < frames.Length; i++) Read(i, frames[i].DetectorInput!, frames[i].Size, results[i]);
    }

    /// <summary>Finds the objects of a picture that was already scaled.</summary>
    /// <param name="input">The picture, of <see cref="InputSize"/>.</param>
    /// <param name="frameSize">Size of the original, in whose pixels the boxes are.</param>
    /// <param name="result">Emptied, then filled.</param>
    /// <exception cref="ArgumentException">The input has another size.</exception>
    public void Detect(DetectorInput input, FrameSize frameSize, DetectionBuffer result)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(result);
        Write(0, input);
        _session.Run(1);
        Read(0, input, frameSize, result);
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();

    private static DetectorInput InputOf(Frame frame) =>
        frame.DetectorInput ?? throw new ArgumentException("the frame carries no detector input", nameof(frame));

    private void Write(int place, DetectorInput input)
    {
        if (new FrameSize(input.View.Width, input.View.Height) != InputSize)
            throw new ArgumentException($"the detector input is {input.View.Width}x{input.View.Height}, not {InputSize}", nameof(input));
        _places[place].Writer.Write(input);
    }

    private void Read(int place, DetectorInput input, FrameSize frame, DetectionBuffer result)
    {
        var (writer, decoder, features) = _places[place];
        _candidates.Clear();
        decoder.Decode(_minScore, _candidates);
        _candidates.Sort();
        if (decoder.NeedsSuppression) _candidates.Suppress(_format.NmsIoU, _maxDetections);
        result.Clear();
        var (left, top) = writer.Offset(new(input.ContentWidth, input.ContentHeight));
        float x = (float)frame.Width / input.ContentWidth, y = (float)frame.Height / input.ContentHeight;
        foreach (ref readonly var c in _candidates.Items[..Math.Min(_candidates.Count, _maxDetections)])
        {
            var box = Box.FromEdges((c.Left - left) * x, (c.Top - top) * y, (c.Right - left) * x, (c.Bottom - top) * y)
                .ClipTo(frame.Width, frame.Height);
            if (box.Area > 0) result.Add(new(box, c.Class, c.Score));
        }
        if (features is not { Shape: [_, var height, var width, var channels] }) return;
        result.Features = new(features.Memory, width, height, channels, (float)InputSize.Width / width * x);
    }

    // Usual names of open axes; names that a file does not have do nothing.
    private static List<KeyValuePair<string, long>> NamedSizes(FrameSize size, int batch)
    {
        List<KeyValuePair<string, long>> sizes =
            [new("height", size.Height), new("width", size.Width), new("H", size.Height), new("W", size.Width)];
        // A network that knows that there is one picture is a little faster.
        if (batch == 1) sizes.AddRange([new("batch", 1), new("batch_size", 1), new("N", 1)]);
        return sizes;
    }

    private static FrameSize? FixedSize(OnnxSession session, TensorLayout layout)
    {
        if (session.InputShape is not [var batch, _, _, _] shape)
            throw new StvgException($"its input has {session.InputShape.Length} axes, not 4");
        var (channels, height, width) = layout == TensorLayout.Nchw ? (shape[1], shape[2], shape[3]) : (shape[3], shape[1], shape[2]);
        if ((channels != 3 && channels > 0) || batch > 1)
            throw new StvgException($"its input is [{string.Join(",", shape)}], not one picture of 3 channels in the layout {layout}");
        return height > 0 && width > 0 ? new(width, height) : null;
    }

    private static List<string> ChooseOutputs(OnnxSession session, OutputFormat format, bool features)
    {
        var names = session.OutputNames.ToList();
        if (format.Features is { } wanted && !names.Contains(wanted))
            throw new StvgException($"it has no output '{wanted}' for output.features; it has {string.Join(", ", names)}");
        if (!features && format.Features is { } unwanted) names.Remove(unwanted);
        return names;
    }

    private static IOutputDecoder CreateDecoder(OutputFormat format, IReadOnlyList<OutputTensor> outputs, FrameSize input)
    {
        var classes = format.Classes.Count;
        return format.Style switch
        {
            OutputStyle.NanoDet => new NanoDetDecoder(outputs, classes, input),
            OutputStyle.YoloV8 => new YoloDecoder(outputs, classes, withObjectness: false),
            OutputStyle.YoloV5 => new YoloDecoder(outputs, classes, withObjectness: true),
            OutputStyle.RtDetr => new RtDetrDecoder(outputs, classes, input),
            _ => throw new StvgException($"the output style {format.Style} is not known"),
        };
    }

    /// <summary>One picture of a batch: where it is written and where its results are read.</summary>
    private sealed record Place(InputWriter Writer, IOutputDecoder Decoder, OutputTensor? Features);
}
