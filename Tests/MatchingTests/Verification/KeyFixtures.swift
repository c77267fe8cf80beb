/// Throwaway keys, made for these tests with OpenSSL 3.0, ssh-keygen 9.2 and GnuPG 2.2 and used nowhere.
///
/// RSA and DSA keys have 1024 bits; the passphrase of encrypted ones is `throwaway`. Only the bodies stand
/// here, so that no whole key block is in the repository.
enum KeyFixtures {
  static let rsaPKCS1 = [
    "MIICXQIBAAKBgQDCO06FaxCq6XC7z2g2G2nyE97FsOpC/hG5FnSGme9bVuxEd298",
    "VhSjWDrwLyrVaD3hLO9BTRN1urh4tkgwMZczqu8JYudIh1YZFeraB5SpobEjWQ+h",
    "wu30lsk+9JNNU1Y7qiyVwe4R7B8Wze/kbm0rhQpdG2akwFrSOxpn1dNcEQIDAQAB",
    "AoGAaOKZzlY4k/KnW+PuhHldRsoQHHUiq7aDX42OszjhFlPkFjzgySW601JL0XPH",
    "D6LQ943KTVsPzR1djGHyrYO5/83T3LGqbqj2+9yFRmmJjntjlMGqfeM0sjEJbUKN",
    "/SCaVHi/2mxjYqH+27LnEU/w6W0jZQS4wEs/KSNeb0mP9AECQQDfZGUBi8kLhtOM",
    "YaNFA4sSl+jP0R3jeLO3nQaxsj3dgQ3nAxtskKGRuDbO+CH+uB/OGcbmkXzasxt/",
    "4AjY24ahAkEA3pVB49DiQbYXqjHwpTLHDbO1yf24EsUAer445d+3nDRAIMreBrx7",
    "aSIg1yXoqpLDP0nr7LbpZemJmpQI9xmPcQJALN8RmtnlLDeMzqneDcLEcJuq2/N5",
    "OXPJRZx498CBxLhjfn+VRp1WltqVx8T3rx505QUweqfGmHdZkroBjO2rgQJBAJTj",
    "BkYbbZ1C7qV77lqyko/JzConOz/i4yU3pNuvQCSOlu7YhJfA8FQs7ga8ZtvifBQT",
    "oGqhF5KCGvd5Wl3fjSECQQC2aAxubvCH+F4AAG97M3y43f4us8EgE5cQAXa+DHO+",
    "WoaZ557HmPIy4lHidB/gPi2PFuNv8vvS9dXK7ciSw6eF",
  ]

  static let rsaPKCS8 = [
    "MIICdwIBADANBgkqhkiG9w0BAQEFAASCAmEwggJdAgEAAoGBAMI7ToVrEKrpcLvP",
    "aDYbafIT3sWw6kL+EbkWdIaZ71tW7ER3b3xWFKNYOvAvKtVoPeEs70FNE3W6uHi2",
    "SDAxlzOq7wli50iHVhkV6toHlKmhsSNZD6HC7fSWyT70k01TVjuqLJXB7hHsHxbN",
    "7+RubSuFCl0bZqTAWtI7GmfV01wRAgMBAAECgYBo4pnOVjiT8qdb4+6EeV1GyhAc",
    "dSKrtoNfjY6zOOEWU+QWPODJJbrTUkvRc8cPotD3jcpNWw/NHV2MYfKtg7n/zdPc",
    "sapuqPb73IVGaYmOe2OUwap94zSyMQltQo39IJpUeL/abGNiof7bsucRT/DpbSNl",
    "BLjASz8pI15vSY/0AQJBAN9kZQGLyQuG04xho0UDixKX6M/RHeN4s7edBrGyPd2B",
    "DecDG2yQoZG4Ns74If64H84ZxuaRfNqzG3/gCNjbhqECQQDelUHj0OJBtheqMfCl",
    "MscNs7XJ/bgSxQB6vjjl37ecNEAgyt4GvHtpIiDXJeiqksM/Sevstull6YmalAj3",
    "GY9xAkAs3xGa2eUsN4zOqd4NwsRwm6rb83k5c8lFnHj3wIHEuGN+f5VGnVaW2pXH",
    "xPevHnTlBTB6p8aYd1mSugGM7auBAkEAlOMGRhttnULupXvuWrKSj8nMKic7P+Lj",
    "JTek269AJI6W7tiEl8DwVCzuBrxm2+J8FBOgaqEXkoIa93laXd+NIQJBALZoDG5u",
    "8If4XgAAb3szfLjd/i6zwSATlxABdr4Mc75ahpnnnseY8jLiUeJ0H+A+LY8W42/y",
    "+9L11crtyJLDp4U=",
  ]

  static let rsaEncryptedPKCS8 = [
    "MIIC3TBXBgkqhkiG9w0BBQ0wSjApBgkqhkiG9w0BBQwwHAQIXzyySxEnigsCAggA",
    "MAwGCCqGSIb3DQIJBQAwHQYJYIZIAWUDBAEqBBARmADDcF2KWRWiBrf/t5UjBIIC",
    "gJhRBls7jOwtG/HOyzQFdzaIyv0+dylEPKO4m761UPNQ0qVjWCLG8fR2vNBhIrnP",
    "tGpHyNZjj+QEPxCKtlwFKddEAKyyScoZTYWyhqQkTgewS04JVBmrHsqEVbk3zIpW",
    "+mfSYg3Lss2DM6YIcpRoecU1nXNl7KheotZ6ChhzCLiBrxOc/ngYqnObf62Zj4RY",
    "7cRjHi3wURRtdwR9exuRqPUocAzyntz5fFDcMQuLrRSKc1Nm4DlvaAkyNmvqBMoZ",
    "5ANJ9DbFKloXOAAg5leS3UGOLuvaDY1Da+BOKvb2uSNLSO+NMM8XwN0zmQQIsxUf",
    "bvTrRBQNp4pLAQMEQ7WhSKzq5cHgJ4ccVOs60e+9LnrPWDuoccGyiBH0Jrscb4HB",
    "DeHFrdkzPaQpx4u6m+ZuW9Uk9fRGuYl+hyL/maK6u9fsBrMNzyGINYcQDezz14nF",
    "UX8NcOxk0Fmf45Q7Aen8FUwF+UdhtaOHHSF6rXRL0CgIX+loJyXxgkUEc/jt1+Xq",
    "63tLIu+bVaMys6CkcXLZeIn5qiOmin6JLAPDYShzBvNcTPLIQ7xjuyf1bBnBZbT2",
    "hAllPh1F62L6gA78aIQ5ldDHF3xg01/CNxtui5msTnMn106Wt8IS9J5jFgs0+vde",
    "ouGRozfb3dbDjMHn4TZbAKR5WrhX08Fi4ndBmpb+QiLyjlAWe0ONGYiLSrft3vP2",
    "w8RlQZ+Ri4mSXACndtaoDuD4CLaP3IWNV+Edz1FmaSEWRtM4ZBjxxOmWlNqowVmt",
    "7a22OrKuIydkEUh7Suov47RRI2SAuFIHt5mUPo32UdTh1LkfxK7ih9n7MeMhk87h",
    "OMj3RfiBU9eLMCD4ykom5Ts=",
  ]

  static let rsaLegacyEncrypted = [
    "8bJlxtSBn3mPPMXUOsH8hgQ/6MhAxsfkZfDcKGyrKdXTnmkYivqm6gct+/Lyfz4g",
    "17Z6wBOamqak1pajjfZKqRtPPLche/ffa+tUDB6qzx5ZVpfe9Azzhm3IR/+HUKn1",
    "VpFNcCOMegmivQOtXgYBQiBpO8ZbLQ81CfjjH0IzbGmdswhT7SrEjykJX4nvyrBg",
    "aLLQtgzEUoZKPjrwSz9emzMXW3cYxGZ4Uc2nhejJcHVpOVenYLVdI3wkwUs7nc9N",
    "8bdAbzJ3g6c5+9cr+GIKAbiWs0Ke7Xbzya7IZDRLWd95jkf2/t+cuMTTWqXwzCLL",
    "j48XH67NSSHgtLUn5W0hQuM6zcMGdEZUd2ca6yzhXygDchDMzFZTU51TZOvWpfMF",
    "X5TyM94uV1KckvNjqi84p8m+/nMMS7Ui5hQ/01W+m2xTUuzbpCYE/LVISyFIWdCL",
    "E6GWWsPHPKZkcVBEtyWzqDL/63lzomt27Xsw0cVS/ndjXFFCOTnrGMIgzETyq6/7",
    "+9NIbIVJKXS1ZmN14i2V524bKvb/5RqGScXUpeuKN90842FYPwZpaMjdkafhNL07",
    "Tc2A5q8YKqRP5e8th7WHa/YqFAgG3IJM6sOc1YN76qR9ADR1/1VTLyuUB76fYvgr",
    "ouR883rwwSL1McZki2JMSuhzilkLfHvPyzi3ITVB+rXDUF89GyqImeMeduo3f7Av",
    "Hzhf7fV5mL0nvb+3DmRPf+dXrAhD5/HVLpep1BBK6f5g/kF8FK8kU9RR9NaGxHwZ",
    "ttr29Ft01V3gYu+VlR4GJxKkdoE3ZAKQYHWmQBJZXiwCBKwJc6nmtpVvxOG/wEA2",
  ]

  static let ecSEC1 = [
    "MHcCAQEEIJzKsRC3n3kcRO47U4+mtRmpOyh3MEF/ndYuK5J/Wdm2oAoGCCqGSM49",
    "AwEHoUQDQgAE2zCOYuTv2uUqMXdOTL00ArsT8NPcEqiiAncQ4u3sDLsz/269jSgA",
    "cAJ3fqO/taHwXVnueGrZYvOexWBV7KpbJA==",
  ]

  static let ecPKCS8 = [
    "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgnMqxELefeRxE7jtT",
    "j6a1Gak7KHcwQX+d1i4rkn9Z2bahRANCAATbMI5i5O/a5Soxd05MvTQCuxPw09wS",
    "qKICdxDi7ewMuzP/br2NKABwAnd+o7+1ofBdWe54atli857FYFXsqlsk",
  ]

  static let ecP384 = [
    "MIGkAgEBBDDnQ+tJ9LdhKq95vxiez6v7/YpEr2D2NOyJNIHoByJmI7+sTy7WVZSC",
    "YWrT6U6Pt8igBwYFK4EEACKhZANiAARHWISC/7V3qXBsA/wLk+XlBypEm2mSFw7O",
    "lRb3sTFS15w0/W/LYwjQOuzZijV8CHCQ1vj1lRo+2+lWCBUXMSHXHpLdPf8szXal",
    "PORwEC9RUYYh75PygjmZ9atJ7AcDNBA=",
  ]

  static let ed25519 = [
    "MC4CAQAwBQYDK2VwBCIEIJtD3kXcVyZwLjXPgGo7Ht9CL7kFuRFhMBD76TkT62IH"
  ]

  static let x25519 = [
    "MC4CAQAwBQYDK2VuBCIEICjj/HrJj4q8uGOk8SnsozFDnye++pkJG9SUhFxOTq1y"
  ]

  static let dsa = [
    "MIIBywIBAAKBgQD287XkZPz8nDLlUTI88dYoW0fmknLSJSK1CJkSXbMXhM71YkR8",
    "hTigNQOtGqQCgCMQTCuwWjLvijS7tBFSFPR1iPyi4/AGHFzj5hb8Yt32GLXRTXqd",
    "aG305VrX6z23mMJtVgOvvp+68kORTXFg+KWnvvFZL+EO+AM4sZxW4MJyrQIdAIdA",
    "AIn2CHqwntiCnq+euCBPWFfWG/VIa2q40psCgYEAuXAkJ+b9+8nJQyz6jpF/0riS",
    "J6DNM2uDDLERYm10Zy4BwdTVupBaS48/ojugPpH9IzLrl8bfK4TAjl0tx10h3oZO",
    "JiI1XuE7ULQZExMIaiPDgTU40MB8O66lUQXsgX/6yPiSfaDHou1SBufrPOxdYUlW",
    "eP6DDPTPtY6VCUo4MgoCgYAJRM4gzzlpNZp0XzMx7FIFrZZPP52YRtAoQDHJ5FQx",
    "zgJpZrsZKVYa1ZT2BZeJnwOMF5WtxVKryv4+Js+kXBxUIuIwiuCVJnbuRNoechvw",
    "G8MhubCr8vpH995FuVZE4J2MNjsgzcyYGbL4gZUdbkN8BeUedjnNyScKJuKtzZ35",
    "BAIcBGklMNB96IQvoKLgQeXMyA9picvQNQ1gJqZnAg==",
  ]

  static let dsaPKCS8 = [
    "MIIBWwIBADCCATQGByqGSM44BAEwggEnAoGBAPbzteRk/PycMuVRMjzx1ihbR+aS",
    "ctIlIrUImRJdsxeEzvViRHyFOKA1A60apAKAIxBMK7BaMu+KNLu0EVIU9HWI/KLj",
    "8AYcXOPmFvxi3fYYtdFNep1obfTlWtfrPbeYwm1WA6++n7ryQ5FNcWD4pae+8Vkv",
    "4Q74AzixnFbgwnKtAh0Ah0AAifYIerCe2IKer564IE9YV9Yb9UhrarjSmwKBgQC5",
    "cCQn5v37yclDLPqOkX/SuJInoM0za4MMsRFibXRnLgHB1NW6kFpLjz+iO6A+kf0j",
    "MuuXxt8rhMCOXS3HXSHehk4mIjVe4TtQtBkTEwhqI8OBNTjQwHw7rqVRBeyBf/rI",
    "+JJ9oMei7VIG5+s87F1hSVZ4/oMM9M+1jpUJSjgyCgQeAhwEaSUw0H3ohC+gouBB",
    "5czID2mJy9A1DWAmpmcC",
  ]

  static let openSSHEd25519 = [
    "b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZW",
    "QyNTUxOQAAACCudnWEGaDoMETrVqGhQtxOieS4q2oLAKz1LKgGGyJmswAAAJCQOKKskDii",
    "rAAAAAtzc2gtZWQyNTUxOQAAACCudnWEGaDoMETrVqGhQtxOieS4q2oLAKz1LKgGGyJmsw",
    "AAAEC7Sr/KReSFtQCZbI57QWPjL1VGWM7ng7XZ+WMBZSMTG652dYQZoOgwROtWoaFC3E6J",
    "5LiragsArPUsqAYbImazAAAACXRocm93YXdheQECAwQ=",
  ]

  static let openSSHEncrypted = [
    "b3BlbnNzaC1rZXktdjEAAAAACmFlczI1Ni1jdHIAAAAGYmNyeXB0AAAAGAAAABCRgrMhtc",
    "UhFy89FSyunDk0AAAAEAAAAAEAAAAzAAAAC3NzaC1lZDI1NTE5AAAAIHoeXGgXImp18X5K",
    "nANmuIK0984WAVLhBhTxVH9KMmArAAAAkKlcSyu7nNb/nSIYBnSkSDXQDtNrXvB2fKl5f7",
    "+jlBzwwwJK3jS81Obz2w465H38pRVlUJ5w7unJ93Bc02OFu93MSWSLcawbddxgMdZeOAN3",
    "JwS7S97KOxb8q1YCcDf1gy5eEyQQSofmIhZY6vKmuZdzGF3faSZN4JDmyfSzvqMo7WgELb",
    "olo+Rhnrj1LIRGtw==",
  ]

  static let openSSHECDSA = [
    "b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAaAAAABNlY2RzYS",
    "1zaGEyLW5pc3RwMjU2AAAACG5pc3RwMjU2AAAAQQQrmnOc+Gp8npjh7WF510sOI6B41XjW",
    "rRj2ys3TTOTW5JxFPHG4SeEOeSWQmrVyszQVackkJST8nChhSxSjLZOwAAAAoKblCtqm5Q",
    "raAAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBCuac5z4anyemOHt",
    "YXnXSw4joHjVeNatGPbKzdNM5NbknEU8cbhJ4Q55JZCatXKzNBVpySQlJPycKGFLFKMtk7",
    "AAAAAgIc6or6+mcDVun7BLZO74QhdBTCoLDnP4ItRRtMd4kQ4AAAABdAECAwQFBgc=",
  ]

  static let openSSHRSA = [
    "b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAlwAAAAdzc2gtcn",
    "NhAAAAAwEAAQAAAIEAsmiGPJ4CnU7jYTqMrmFuVyR5CVvL59i+/q3jMasI/WqIy0XrD0DE",
    "eA1+pCXV44fT0yUZAJHeH2RKlqRu2cDNEr6buOd/iD54qwblQST/rvyZKmMUsB7wXWcpuJ",
    "akkDt49JtZWyeDqDQYOFizjcbDau9TXfQ0ngIrkpc7b5UkSbcAAAH4w18KKsNfCioAAAAH",
    "c3NoLXJzYQAAAIEAsmiGPJ4CnU7jYTqMrmFuVyR5CVvL59i+/q3jMasI/WqIy0XrD0DEeA",
    "1+pCXV44fT0yUZAJHeH2RKlqRu2cDNEr6buOd/iD54qwblQST/rvyZKmMUsB7wXWcpuJak",
    "kDt49JtZWyeDqDQYOFizjcbDau9TXfQ0ngIrkpc7b5UkSbcAAAADAQABAAAAgQCAjkDsPQ",
    "+1OrstvHrSzPItaOKuk68CiXRXIAWuLIh10uZvUxpmC02HFHJE5d6R7bX9V6YEexeLl0EH",
    "+8TEs+EQhBSMMXegepgWy88FUi8RGKD/0K55qbGpdLItjudV3HENhR6MNHMfOpxCSpAXxQ",
    "8O1J1FxWKLmRlhotE3IjuxgQAAAEAZaBIABq94HeoV20AWgpvs1fa5ExZbKiSH4edKzpVY",
    "7X4YZM/mK8b0+uHD31/DMrevoA+wO0cvWSCG9r/dHK83AAAAQQDkClphlaRbBArqDkcYOK",
    "7wHm5v+vYsziPFvX2et28r+omV9CewxAbwwh0O7v8hX13dMfhDm935lI6hiUeXrRmPAAAA",
    "QQDISFYe2eB+Z9MMdWSkMZ+v69W+jEqTkuvAPNEwRyKDubDwmaAglJbS3WMyxRu8pG5eQx",
    "TAS0o6FsMaJxvI+alZAAAAAXQB",
  ]

  static let pgp = [
    "lFgEawSv9BYJKwYBBAHaRw8BAQdAr3fwJp9PiwXbYX3YJTRdUxS211RvYkrcl/nE",
    "CIQoI5YAAP4zFd6mUe8IcQL9kAomIR4jBX9KSO+bV3MRb1FtVLF3Yw0rtB10aHJv",
    "d2F3YXkgPHRAZXhhbXBsZS5pbnZhbGlkPoiQBBMWCAA4FiEEswUbUp98NsWROcIB",
    "diuEyv4MNUUFAmsEr/QCGwMFCwkIBwIGFQoJCAsCBBYCAwECHgECF4AACgkQdiuE",
    "yv4MNUVEoQD7BTfwr2rF+wCW3X730swK9lXl5kWzzFJ30nxWM2AVQhsA/jDHQsJX",
    "+ZNa/3ffUAXWYaJ0cclInpQbuIY/1+NKuMMO",
    "=yphP",
  ]

  static let pgpEncrypted = [
    "lQIGBGsEr/QBBADGR84jbj3H9+c337riuoGrCtCu6ANtjjLHBHJnHSCRbxV5FfxQ",
    "U6nc5xLA1zVEmcIYGGa6DwkpUUc2H1eZZu8tvMuDTdgDxz4J7qP44t+YjNggNn1+",
    "HpFMW9tbY+LHIe8VG7M4hQXNh/Zw224wc3VkEKH8q7hVhDHUSHl191TmMQARAQAB",
    "/gcDAtU/ibZEpZeV/6ar+GfWwe7iRIi8BePC8orBfeM3PdTHJKABPhxo7OL6vr6h",
    "sBEbRCKMAAlk3+ePeEgmpbl2HA/l9rR9f4vGi0srNEy762fCwKazX+kMeWL1zSS8",
    "GsnSjCnGYEYgMapNCy7prb6WW2IF84ObHdmrB8m3fWIz+lOZWPNTv+Vbeb4dGUO5",
    "Iyd9jaUqHh97EuYBmU7+AMAcSDmFpe2AZIXQqfNPWNlz9Fymp8w/0atLKsK0NHeF",
    "zdKB32Wtp2ZUgJJdRWdJb8fmp8VCiqphA4OKttwcwR0NBUBWn2EjboOQx9swBIpH",
    "lg8oyd99c+7w9x/ZgUm2c2kdkUaRi1bMHsLn/uEfv3v5xc1+vUFtjSuZLhd1Tmap",
    "PycPPj+UmhyqrH+S+yLkqKDXNR9UrFAigN0+UVk/SRaEgKNt0j/1hETPYTAYtClI",
    "9xh+FufgAXwpa/MRRkrJfzE4mig2UVq0ckySY5HoolnAoYFZqQxkA0G0GXR3byA8",
    "dHdvQGV4YW1wbGUuaW52YWxpZD6IzgQTAQoAOBYhBFMtbcG/ruaCyq8wCKal7SmP",
    "wF3ZBQJrBK/0AhsDBQsJCAcCBhUKCQgLAgQWAgMBAh4BAheAAAoJEKal7SmPwF3Z",
    "KNgD/17uWmA0jO0MhrUuK/C6fJjFJjds9IP69+rFbl2YCG0Os0pcTH6YosTArz23",
    "NZyT8UZnD4ZXpPnSwNxWlYWWaucRoP6bCfgCa/2VACPxSM4ZytPuG0B55otm9ALf",
    "y4DIn7H9inI22hMmWjX6Wsvrtn3kL2BrHgAa3i27LIndlj8Y",
    "=S2g0",
  ]

  static let puttyPublic = [
    "AAAAC3NzaC1lZDI1NTE5AAAAIK52dYQZoOgwROtWoaFC3E6J5LiragsArPUsqAYb",
    "Imaz",
  ]

  static let puttyPrivate = [
    "AAAAILtKv8pF5IW1AJlsjntBY+MvVUZYzueDtdn5YwFlIxMb"
  ]

  /// MACs of the PuTTY key, versions 2 and 3, computed after the manual's appendix C.
  static let puttyMAC2 = "6c07911ca4699064f86f34c2d1a3a770e17b60fc"
  static let puttyMAC3 =
    "f33ee62868e7b2ea30f6d5b25e42f15c"
    + "0f672e3b2cc201cb0a30dcc3785afbdd"
}
