namespace Stvg.Core.Tracking.Appearance;
/// <summary>tmp</summary>
public static class AppearanceExtractor { 
/// <summary>tmp</summary>
public static float Similarity(ReadOnlySpan<float> a, ReadOnlySpan<float> b) { double d=0,x=0,y=0; for (var i=0;i<a.Length;i++){ d+=a[i]*b[i]; x+=a[i]*a[i]; y+=b[i]*b[i]; } return x>0&&y>0?(float)(d/Math.Sqrt(x*y)):0; } }
