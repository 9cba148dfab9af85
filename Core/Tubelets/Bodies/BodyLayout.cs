using Stvg.Core.Frames;
using Stvg.Core.Queries;

namespace Stvg.Core.Tubelets.Bodies;

/// <summary>Where the parts of one person's body lie in the picture, by the joints of its pose: a few thick lines for each part.</summary>
public sealed class BodyLayout
{
    // Lengths as shares of the body's height, for somebody who stands upright.
    private const float HeadRadius = 0.062f, TorsoRadius = 0.075f, LegRadius = 0.03f, FootRadius = 0.035f, HandRadius = 0.06f;

    private readonly JointPoint[] _joints;
    private readonly Limb[][] _parts = new Limb[Enum.GetValues<BodyPart>().Length][];

    private BodyLayout(JointPoint[] joints, in Box box, float visible)
    {
        (_joints, Box, Visible) = (joints, box, visible);
        Height = MathF.Max(box.Height, 1);
        Neck = Middle(Joint.LeftShoulder, Joint.RightShoulder);
        Hips = Middle(Joint.LeftHip, Joint.RightHip);
        // Without the nose, which is below the rest for whoever faces the camera.
        Head = Mean(joints.AsSpan((int)Joint.LeftEye, 4));
        var radius = HeadRadius * Height;
        // Hair and hats are above eyes and ears, and the box ends where they do.
        var top = Math.Clamp(box.Y, Head.Y - (1.7f * radius), Head.Y - (0.8f * radius));
        Crown = new Limb(Head.X, top + (0.45f * radius), Head.X, float.Lerp(top, Head.Y, 0.6f), 0.6f * radius);
        _parts[(int)BodyPart.Head] = [Crown];
        _parts[(int)BodyPart.Upper] = [Torso(0.1f, 0.9f), .. Bones(Joint.LeftShoulder, Joint.LeftElbow, 0, 0.8f)];
        _parts[(int)BodyPart.Lower] = [.. Legs(0.25f)];
        _parts[(int)BodyPart.Feet] = [Foot(Joint.LeftAnkle), Foot(Joint.RightAnkle)];
        _parts[(int)BodyPart.Carried] = [Hand(Joint.LeftElbow, Joint.LeftWrist), Hand(Joint.RightElbow, Joint.RightWrist)];
        _parts[(int)BodyPart.Whole] = [Torso(0, 1), .. Legs(0)];
    }

    /// <summary>The person's box, original pixels.</summary>
    public Box Box { get; }

    /// <summary>Height of the body, original pixels.</summary>
    public float Height { get; }

    /// <summary>How much of the body was seen, in [0, 1].</summary>
    public float Visible { get; }

    /// <summary>Between the shoulders.</summary>
    public JointPoint Neck { get; }

    /// <summary>Between the hips.</summary>
    public JointPoint Hips { get; }

    /// <summary>Between eyes and ears.</summary>
    public JointPoint Head { get; }

    /// <summary>The top of the head, where hair or its absence is seen from every side.</summary>
    internal Limb Crown { get; }

    /// <summary>Whether the person turns the back to the camera: then the left shoulder is on the left.</summary>
    public bool FacesAway => this[Joint.LeftShoulder].IsTrusted && this[Joint.RightShoulder].IsTrusted
        && this[Joint.RightShoulder].X - this[Joint.LeftShoulder].X > 0.05f * Height;

    /// <summary>From the head down between the shoulders, where long hair hangs.</summary>
    internal Limb Nape => new(Head.X, Head.Y, float.Lerp(Neck.X, Hips.X, 0.3f), float.Lerp(Neck.Y, Hips.Y, 0.3f), 0.03f * Height);

    /// <summary>Chest or back, without sleeves.</summary>
    internal Limb Chest => Torso(0.12f, 0.85f);

    /// <summary>The lower half of chest or back, below long hair.</summary>
    internal Limb Waist => Torso(0.5f, 0.9f);

    /// <summary>Between the knees.</summary>
    public JointPoint Knees => Middle(Joint.LeftKnee, Joint.RightKnee);

    /// <summary>From hip to knee, as far as they were seen.</summary>
    internal IEnumerable<Limb> Thighs => Bones(Joint.LeftHip, Joint.LeftKnee, 0, 1);

    /// <summary>From knee to ankle, as far as they were seen.</summary>
    internal IEnumerable<Limb> Shins => Bones(Joint.LeftKnee, Joint.LeftAnkle, 0.1f, 0.8f);

    /// <summary>A joint, original pixels.</summary>
    public JointPoint this[Joint joint] => _joints[(int)joint];

    /// <summary>The lines that a part is made of.</summary>
    internal ReadOnlySpan<Limb> Part(BodyPart part) => _parts[(int)part];

    /// <summary>The layout that a pose tells; null when too little of the body was seen.</summary>
    /// <param name="joints"><see cref="IPoseEstimator.Joints"/> points in original pixels.</param>
    /// <param name="box">The person's box, original pixels.</param>
    public static BodyLayout? Of(ReadOnlySpan<JointPoint> joints, in Box box)
    {
        float trusted = 0;
        for (var i = (int)Joint.LeftShoulder; i < IPoseEstimator.Joints; i++) trusted += joints[i].IsTrusted ? 1 : 0;
        var torso = MathF.Min(
            MathF.Max(joints[(int)Joint.LeftShoulder].Score, joints[(int)Joint.RightShoulder].Score),
            MathF.Max(joints[(int)Joint.LeftHip].Score, joints[(int)Joint.RightHip].Score));
        return torso < JointPoint.Trusted ? null : new BodyLayout(joints.ToArray(), box, trusted / (IPoseEstimator.Joints - 5));
    }

    private Limb Torso(float from, float to) => new(
        float.Lerp(Neck.X, Hips.X, from), float.Lerp(Neck.Y, Hips.Y, from), float.Lerp(Neck.X, Hips.X, to), float.Lerp(Neck.Y, Hips.Y, to),
        TorsoRadius * Height);

    private IEnumerable<Limb> Legs(float from) =>
        [.. Bones(Joint.LeftHip, Joint.LeftKnee, from, 1), .. Bones(Joint.LeftKnee, Joint.LeftAnkle, 0, 0.8f)];

    // Left and right stand beside each other in the order of joints.
    private IEnumerable<Limb> Bones(Joint leftTop, Joint leftBottom, float from, float to)
    {
        for (var side = 0; side < 2; side++)
        {
            var (a, b) = (this[leftTop + side], this[leftBottom + side]);
            if (a.IsTrusted && b.IsTrusted) yield return Line(a, b, from, to, LegRadius);
        }
    }

    private Limb Foot(Joint ankle)
    {
        var at = this[ankle];
        return at.IsTrusted ? new Limb(at.X, at.Y + (0.02f * Height), at.X, at.Y + (0.04f * Height), FootRadius * Height) : default;
    }

    // What a hand holds is beyond the wrist, and hangs down.
    private Limb Hand(Joint elbow, Joint wrist)
    {
        var (a, b) = (this[elbow], this[wrist]);
        if (!b.IsTrusted) return default;
        var x = b.X + (0.35f * (b.X - a.X));
        var y = b.Y + (0.35f * (b.Y - a.Y));
        return new Limb(x, y, x, y + (0.06f * Height), HandRadius * Height);
    }

    private Limb Line(in JointPoint a, in JointPoint b, float from, float to, float radius) => new(
        float.Lerp(a.X, b.X, from), float.Lerp(a.Y, b.Y, from), float.Lerp(a.X, b.X, to), float.Lerp(a.Y, b.Y, to), radius * Height);

    private JointPoint Middle(Joint left, Joint right) => Mean([this[left], this[right]]);

    /// <summary>The mean of the trusted; of all where none is.</summary>
    private static JointPoint Mean(ReadOnlySpan<JointPoint> points)
    {
        float x = 0, y = 0, most = 0, sum = 0;
        foreach (var point in points)
        {
            var weight = MathF.Max(point.Score, 0.01f) * (point.IsTrusted ? 1 : 0.01f);
            (x, y, sum, most) = (x + (weight * point.X), y + (weight * point.Y), sum + weight, MathF.Max(most, point.Score));
        }

        return new JointPoint(x / sum, y / sum, most);
    }
}
