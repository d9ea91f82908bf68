package fit
import ("testing";"math";"tweeling/sim/stat")
func TestZ(t *testing.T){
 p:=hiddenPlant(t); tr:=truths()
 z:=map[string][]float64{}
 zz:=[]float64{}
 for seed:=range 30 {
  l:=recordOf(t,p,uint64(seed)+1,30*3600e9)
  m,_:=New(l,Settings{Untested:true})
  for _,s:=range m.Stations{ c:=s.Cycle; n:=s.Name+" cycle"
   z[n]=append(z[n], math.Log(c.Dist.Mean()/tr[n])/c.meanError())
   if s.Name=="pack"&&seed<12 { t.Log(c.Family,c.Dist,c.N,c.meanError(), s.ByProduct!=nil)}
   // raw mean
   smp,_:=m.cycles(s,nil); if s.Name=="pack" { zz=append(zz,(stat.Average(smp.Seen)-tr[n])/(stat.StdDev(smp.Seen)/math.Sqrt(float64(len(smp.Seen))))) }
  }
 }
 for n,v:=range z { t.Log(n, stat.Mean(v), v) }
 t.Log("raw",stat.Mean(zz),zz)
}
